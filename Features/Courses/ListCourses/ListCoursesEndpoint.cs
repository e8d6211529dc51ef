using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.ListCourses;

public sealed class ListCoursesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/courses", Handle)
        .AllowAnonymous();

    /// <summary>Lists the courses on offer, by code.</summary>
    /// <remarks>The answer may be cached for a minute.</remarks>
    /// <param name="q">A part of the code or the name, in any case.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the courses.</response>
    public static async Task<CacheableOk<IReadOnlyList<CourseResponse>>> Handle(
        string? q, UrlValue<int>? limit, Cursor<string>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListCoursesRequest(q, limit?.Value ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(request, cancellationToken);
        return new(response.LinkNext(page), CacheControl.Catalogue);
    }
}
