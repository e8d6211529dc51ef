using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.GetCourse;

public sealed class GetCourseEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/courses/{courseId}", Handle)
            .WithName("GetCourse")
            .WithTags("Courses")
            .WithSummary("Shows one course.")
            .AllowAnonymous()
            .ProducesRuleProblems(CourseRules.Exists);

    private static async Task<CacheableOk<CourseResponse>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetCourseRequest(courseId), cancellationToken), CacheControl.Catalogue);
}
