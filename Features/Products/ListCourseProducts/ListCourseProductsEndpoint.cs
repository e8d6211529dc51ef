using System.Security.Claims;
using Engify.Features.Accounts;
using Engify.Features.Courses;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Products.ListCourseProducts;

public sealed class ListCourseProductsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/products", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, CourseRules.Exists);

    /// <summary>Lists what a course sells now, by type.</summary>
    /// <remarks>The answer may be cached for a minute.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="includeInactive">
    /// Whether to list what is not sold, too, and also of a course that is not on offer; for administrators.
    /// </param>
    /// <response code="200">The products.</response>
    public static async Task<Results<CacheableOk<IReadOnlyList<ProductResponse>>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, bool? includeInactive, ClaimsPrincipal user, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var all = includeInactive ?? false;
        if (all && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        return new CacheableOk<IReadOnlyList<ProductResponse>>(
            await mediator.Send(new ListCourseProductsRequest(courseId, all), cancellationToken),
            all ? CacheControl.Revalidate : CacheControl.Catalogue);
    }
}
