namespace Engify.Features.Products;

/// <summary>Rules about products.</summary>
public static class ProductRules
{
    public static readonly Rule Exists = new("product_not_found", "This course has no such product", RuleKind.NotFound);
}
