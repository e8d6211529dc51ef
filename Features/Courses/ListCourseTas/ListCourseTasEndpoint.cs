using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Courses.ListCourseTas;

public sealed class ListCourseTasEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/tas", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(CourseRules.Exists);

    /// <summary>Lists the TAs of a course, by name.</summary>
    /// <remarks>Open to anyone. Only active TAs are listed.</remarks>
    /// <param name="courseId">The course.</param>
    /// <response code="200">The active TAs who teach it.</response>
    public static async Task<CacheableOk<IReadOnlyList<TaResponse>>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new ListCourseTasRequest(courseId), cancellationToken), CacheControl.Catalogue);
}
