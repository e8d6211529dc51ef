namespace Engify.Features.Products.CreateProduct;

/// <param name="CourseId">The course that sells it.</param>
/// <param name="Terms">What it is.</param>
public sealed record CreateProductRequest(Guid CourseId, ProductTerms Terms)
    : ICommand<ProductResponse>, IHaveProductTerms
{
    public AuditedObject? Audited(ProductResponse response) => AuditedObject.Of<Product>(response.Id);
}
