using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Courses.RemoveCourseTa;

public sealed class RemoveCourseTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/courses/{courseId}/tas/{taId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, TaRules.Exists);

    /// <summary>Takes a TA off a course.</summary>
    /// <remarks>Sessions that are booked stay as they are.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="taId">The TA.</param>
    /// <response code="200">The TA does not teach it; these sessions are booked all the same.</response>
    /// <response code="204">The TA does not teach it, and no session to come is booked.</response>
    public static Task<Results<Ok<RemovedCourseTaResponse>, NoContent>> Handle(
        UrlValue<Guid> courseId, UrlValue<Guid> taId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new RemoveCourseTaRequest(courseId, taId), Answer, cancellationToken);

    private static Results<Ok<RemovedCourseTaResponse>, NoContent> Answer(RemovedCourseTaResponse removed) =>
        removed.Conflicts.Count > 0 ? TypedResults.Ok(removed) : TypedResults.NoContent();
}
