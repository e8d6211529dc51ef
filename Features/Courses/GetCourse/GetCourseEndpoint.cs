using System.Security.Claims;
using Engify.Features.Accounts;
using Engify.Features.Products;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Courses.GetCourse;

public sealed class GetCourseEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, CourseRules.Exists);

    /// <summary>Shows one course, with who teaches it and what it sells.</summary>
    /// <remarks>Only courses on offer are found.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="includeInactive">Whether to find it also where it is not offered; for administrators.</param>
    /// <response code="200">The course.</response>
    public static async Task<Results<CacheableOk<CourseDetailsResponse>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, bool? includeInactive, ClaimsPrincipal user, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var all = includeInactive ?? false;
        if (all && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        return new CacheableOk<CourseDetailsResponse>(
            await mediator.Send(new GetCourseRequest(courseId, all), cancellationToken),
            all ? CacheControl.Revalidate : CacheControl.Catalogue);
    }
}
