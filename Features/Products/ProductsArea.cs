namespace Engify.Features.Products;

/// <summary>What courses sell.</summary>
internal sealed class ProductsArea : Area
{
    public override string Description => "What a course sells.";
}
