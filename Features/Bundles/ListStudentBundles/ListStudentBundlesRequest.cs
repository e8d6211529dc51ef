namespace Engify.Features.Bundles.ListStudentBundles;

/// <param name="StudentId">Whose bundles.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by the time of purchase.</param>
public sealed record ListStudentBundlesRequest(Guid StudentId, int Limit, Cursor<DateTimeOffset>? Cursor)
    : IQuery<Page<BundlePurchaseResponse>>;
