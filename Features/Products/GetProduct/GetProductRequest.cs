namespace Engify.Features.Products.GetProduct;

public sealed record GetProductRequest(Guid ProductId) : IQuery<ProductResponse>;
