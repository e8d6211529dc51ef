using Engify.Features.Courses;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.GroupSessions.ListCourseGroupSessions;

public sealed class ListCourseGroupSessionsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/group-sessions/courses/{courseId}", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(CourseRules.Exists);

    /// <summary>Lists a course's weekly group sessions with their upcoming dates.</summary>
    /// <remarks>The answer does not say who is in them.</remarks>
    /// <param name="courseId">The course.</param>
    /// <response code="200">The group sessions.</response>
    public static async Task<Ok<IReadOnlyList<CourseGroupSessionResponse>>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new ListCourseGroupSessionsRequest(courseId), cancellationToken));
}
