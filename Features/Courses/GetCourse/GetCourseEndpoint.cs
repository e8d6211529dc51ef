using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.GetCourse;

public sealed class GetCourseEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/courses/{courseId}", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(CourseRules.Exists);

    /// <summary>Shows one course.</summary>
    /// <remarks>Only courses on offer are found.</remarks>
    /// <param name="courseId">The course.</param>
    /// <response code="200">The course.</response>
    public static async Task<CacheableOk<CourseResponse>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetCourseRequest(courseId), cancellationToken), CacheControl.Catalogue);
}
