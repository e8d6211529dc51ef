using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engify.Features.Terms.ListTerms;

public sealed class ListTermsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/terms", Handle)
        .AllowAnonymous();

    /// <summary>Lists the terms, by their first days.</summary>
    /// <remarks>Open to anyone. Terms may overlap.</remarks>
    /// <param name="q">A part of the code or the name, in any case.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the terms.</response>
    public static async Task<CacheableOk<IReadOnlyList<TermResponse>>> Handle(
        string? q, UrlValue<int>? limit, Cursor<DateOnly>? cursor, IMediator mediator, HttpResponse response,
        CancellationToken cancellationToken)
    {
        var request = new ListTermsRequest(q, limit?.Value ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(request, cancellationToken);
        return new(response.LinkNext(page), CacheControl.Revalidate);
    }
}
