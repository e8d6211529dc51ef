using System.Security.Claims;
using Engify.Features.Accounts;
using Engify.Features.Courses;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.GetCourseBookingRules;

public sealed class GetCourseBookingRulesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/booking-rules", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, CourseRules.Exists);

    /// <summary>Shows when and for how long sessions of a course may be booked.</summary>
    /// <remarks>Open to anyone for a course on offer.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="includeInactive">Whether to find it also where it is not offered; for administrators.</param>
    /// <response code="200">The rules that hold, and which of them are the course's own.</response>
    public static async Task<Results<CacheableOk<CourseBookingRulesResponse>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, bool? includeInactive, ClaimsPrincipal user, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var all = includeInactive ?? false;
        if (all && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        return new CacheableOk<CourseBookingRulesResponse>(
            await mediator.Send(new GetCourseBookingRulesRequest(courseId, all), cancellationToken),
            CacheControl.Revalidate);
    }
}
