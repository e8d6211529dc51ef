using Engify.Features.Courses;
using Engify.Features.Products;
using Engify.Features.Students;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bundles.PurchaseBundle;

public sealed class PurchaseBundleEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/bundles/courses/{courseId}/purchase", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(
            AccessRules.Allowed, StudentRules.Exists, StudentRules.IsActive, CourseRules.Exists, ProductRules.Exists,
            BundleRules.IsBundle, BundleRules.TermsMatch, BundleRules.IsOnSale, BundleRules.NotYetPurchased);

    /// <summary>Buys a pre-paid bundle of sessions for a student.</summary>
    /// <remarks>
    /// The product sets the terms. A request may repeat them, and they must then match. Administrators may set other
    /// terms, and may buy after the validity has ended.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="body">What to buy, and for whom.</param>
    /// <response code="200">The bundle.</response>
    public static Task<Ok<BundlePurchaseResponse>> Handle(
        UrlValue<Guid> courseId, PurchaseBundleBody body, Commands commands, CancellationToken cancellationToken)
    {
        var named = new BundleTerms(body.CoverageType, body.TotalSessions, body.ValidFrom, body.ValidTo);
        var request = new PurchaseBundleRequest(courseId, body.StudentId, body.ProductId, named);
        return commands.SendAsync(request, TypedResults.Ok, cancellationToken);
    }
}
