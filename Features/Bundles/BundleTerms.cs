namespace Engify.Features.Bundles;

/// <summary>The terms that a request names; null means the product's.</summary>
public sealed record BundleTerms(
    BundleCoverageType? CoverageType = null,
    int? TotalSessions = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null);
