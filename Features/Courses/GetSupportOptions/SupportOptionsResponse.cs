using Engify.Features.Bundles;
using Engify.Features.Products;
using Engify.Features.Tas;

namespace Engify.Features.Courses.GetSupportOptions;

/// <summary>Every way to get help for a course.</summary>
/// <param name="Course">The course.</param>
/// <param name="Products">What it sells now, by type.</param>
/// <param name="Tas">Who teaches it, by name.</param>
/// <param name="UpcomingGroupSessions">Its weekly group sessions with their upcoming dates.</param>
/// <param name="ActiveStudentBundles">
/// The student's bundles for it that are valid now; empty if no student is named.
/// </param>
public sealed record SupportOptionsResponse(
    CourseResponse Course,
    IReadOnlyList<ProductResponse> Products,
    IReadOnlyList<TaResponse> Tas,
    IReadOnlyList<UpcomingGroupSessionResponse> UpcomingGroupSessions,
    IReadOnlyList<BundlePurchaseResponse> ActiveStudentBundles)
{
    internal static SupportOptionsResponse Example => new(
        CourseResponse.Example, [ProductResponse.Example], [TaResponse.Example],
        [UpcomingGroupSessionResponse.Example], [BundlePurchaseResponse.Example]);
}
