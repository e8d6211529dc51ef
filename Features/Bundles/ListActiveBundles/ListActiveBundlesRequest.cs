namespace Engify.Features.Bundles.ListActiveBundles;

/// <param name="StudentId">Whose bundles.</param>
/// <param name="CourseId">The course that they are for.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by the end of validity.</param>
public sealed record ListActiveBundlesRequest(
    Guid StudentId, Guid CourseId, int Limit, Cursor<DateTimeOffset>? Cursor) : IQuery<Page<BundlePurchaseResponse>>;
