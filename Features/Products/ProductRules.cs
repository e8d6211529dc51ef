namespace Engify.Features.Products;

/// <summary>Rules about products.</summary>
public static class ProductRules
{
    public static readonly Rule Exists = new("product_not_found", "This course has no such product", RuleKind.NotFound);

    public static readonly Rule TypeIsFree =
        new("product_type_taken", "This course has a product of this type already");

    public static readonly Rule TypeIsUnsold =
        new("in_use", "The type of a product that was sold does not change", RuleKind.InUse);
}
