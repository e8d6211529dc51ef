using Carter;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Paging;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.ListCourses;

public sealed class ListCoursesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/courses", Handle)
            .WithName("ListCourses")
            .WithTags("Courses")
            .WithSummary("Lists the courses on offer, by code.")
            .AllowAnonymous();

    private static async Task<CacheableOk<IReadOnlyList<CourseResponse>>> Handle(
        string? q, int? limit, Cursor<string>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListCoursesRequest(q, limit ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(request, cancellationToken);
        return new(response.LinkNext(page), CacheControl.Catalogue);
    }
}
