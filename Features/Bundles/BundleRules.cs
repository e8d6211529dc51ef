namespace Engify.Features.Bundles;

/// <summary>Rules about buying a bundle and paying with it.</summary>
public static class BundleRules
{
    public static readonly Rule Exists =
        new("bundle_purchase_not_found", "This bundle purchase does not exist", RuleKind.NotFound);

    public static readonly Rule CoversSession =
        new("bundle_not_valid", "This bundle does not cover this session: another course, or outside its validity");

    public static readonly Rule HasSessionLeft = new("bundle_exhausted", "This bundle has no session left");

    public static readonly Rule IsBundle = new("not_a_bundle", "This product is not a bundle");

    public static readonly Rule TermsMatch =
        new("bundle_terms_mismatch", "The terms named do not agree with those of the product");

    public static readonly Rule IsOnSale =
        new("bundle_not_on_sale", "This bundle is not sold any more: its validity has ended");

    public static readonly Rule NotYetPurchased =
        new("bundle_already_purchased", "This student already has this bundle for an overlapping period");
}
