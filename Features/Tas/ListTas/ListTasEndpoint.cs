using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Tas.ListTas;

public sealed class ListTasEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Lists the teaching assistants, by name.</summary>
    /// <remarks>For administrators.</remarks>
    /// <param name="q">A part of the name or the email, in any case.</param>
    /// <param name="includeInactive">Whether to list those who give no sessions, too.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the teaching assistants.</response>
    public static async Task<Ok<IReadOnlyList<TaDetailsResponse>>> Handle(
        string? q, bool? includeInactive, UrlValue<int>? limit, Cursor<string>? cursor, IMediator mediator,
        HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListTasRequest(q, includeInactive ?? false, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
