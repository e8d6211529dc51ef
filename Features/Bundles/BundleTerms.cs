namespace Engify.Features.Bundles;

/// <summary>Terms of a purchase that a request names; null leaves the product's.</summary>
public sealed record BundleTerms(
    BundleCoverageType? CoverageType = null,
    int? TotalSessions = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null);
