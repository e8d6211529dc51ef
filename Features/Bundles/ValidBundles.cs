using Engify.Features.Domain;

namespace Engify.Features.Bundles;

internal static class ValidBundles
{
    /// <summary>A student's bundles for a course that are valid now, those that last longest first.</summary>
    public static IQueryable<BundlePurchase> ValidAt(
        this IQueryable<BundlePurchase> bundles, DateTimeOffset now, Guid studentId, Guid courseId) =>
        bundles
            .Where(bundle => bundle.StudentId == studentId && bundle.CourseId == courseId
                && bundle.ValidFrom <= now && bundle.ValidTo > now)
            .OrderByDescending(bundle => bundle.ValidTo).ThenByDescending(bundle => bundle.Id);
}
