namespace Engify.Features.Bundles.PurchaseBundle;

/// <summary>
/// A purchase on the product's terms. A student may repeat the terms; an administrator may set others.
/// </summary>
/// <param name="StudentId">Who buys.</param>
/// <param name="ProductId">The bundle, one of the course's products.</param>
/// <param name="CoverageType">Which part of the semester it is for.</param>
/// <param name="TotalSessions">How many sessions, 1 to 1000.</param>
/// <param name="ValidFrom">From when it pays for sessions.</param>
/// <param name="ValidTo">Until when it pays for sessions, after <c>validFrom</c>.</param>
public sealed record PurchaseBundleBody(
    Guid StudentId,
    Guid ProductId,
    BundleCoverageType? CoverageType = null,
    int? TotalSessions = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null)
{
    internal static PurchaseBundleBody Example => new(ExampleSchool.StudentId, ExampleSchool.ProductId);
}
