namespace Engify.Features.Products.ChangeProduct;

/// <param name="ProductId">The product.</param>
/// <param name="IfMatch">Which state of it is to be changed.</param>
/// <param name="Terms">What it shall be.</param>
public sealed record ChangeProductRequest(Guid ProductId, IfMatch IfMatch, ProductTerms Terms)
    : ICommand<ProductResponse>, IHaveProductTerms
{
    public AuditedObject? Audited(ProductResponse response) => AuditedObject.Of<Product>(ProductId);
}
