using System.Security.Claims;
using Engify.Features.Accounts;
using Engify.Features.Students;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Courses.GetSupportOptions;

public sealed class GetSupportOptionsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/support-options", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, CourseRules.Exists,
            StudentRules.Exists);

    /// <summary>
    /// Shows every way to get help for a course: products, TAs, group sessions, and a student's bundles.
    /// </summary>
    /// <remarks>
    /// Open to anyone. Only that student, the TAs of the course and administrators see a student's bundles.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="studentId">Whose bundles to tell as well.</param>
    /// <response code="200">All that the course offers.</response>
    public static async Task<Results<CacheableOk<SupportOptionsResponse>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, UrlValue<Guid>? studentId, ClaimsPrincipal user, IMediator mediator,
        CancellationToken cancellationToken)
    {
        // Only authentication knows whether the token was missing or has expired.
        if (studentId is not null && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        var request = new GetSupportOptionsRequest(courseId, studentId?.Value);
        return new CacheableOk<SupportOptionsResponse>(
            await mediator.Send(request, cancellationToken), CacheControl.Revalidate);
    }
}
