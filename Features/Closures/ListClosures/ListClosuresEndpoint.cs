using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engify.Features.Closures.ListClosures;

public sealed class ListClosuresEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/closures", Handle)
        .AllowAnonymous();

    /// <summary>Lists the closures, by their first days.</summary>
    /// <remarks>Open to anyone. Closures may overlap.</remarks>
    /// <param name="from">Only those that end on it or later.</param>
    /// <param name="to">Only those that start on it or earlier.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the closures.</response>
    public static async Task<CacheableOk<IReadOnlyList<ClosureResponse>>> Handle(
        UrlValue<DateOnly>? from, UrlValue<DateOnly>? to, UrlValue<int>? limit, Cursor<DateOnly>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListClosuresRequest(from?.Value, to?.Value, limit?.Value ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(request, cancellationToken);
        return new(response.LinkNext(page), CacheControl.Revalidate);
    }
}
