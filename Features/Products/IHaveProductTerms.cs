namespace Engify.Features.Products;

/// <summary>A request that says what a product shall be.</summary>
public interface IHaveProductTerms
{
    ProductTerms Terms { get; }
}
