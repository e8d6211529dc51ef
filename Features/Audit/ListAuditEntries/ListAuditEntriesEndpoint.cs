using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Audit.ListAuditEntries;

public sealed class ListAuditEntriesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/audit", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Lists who did what, and what was not allowed, latest first.</summary>
    /// <remarks>
    /// Every command leaves an entry, and so does every request that the caller was not allowed to make. Entries cannot
    /// be changed or deleted.
    /// </remarks>
    /// <param name="accountId">Only what this account did.</param>
    /// <param name="action">Only this use case, by its operation id.</param>
    /// <param name="exceptAction">All but this use case, such as <c>RefreshSession</c>.</param>
    /// <param name="objectId">Only what was done to this object.</param>
    /// <param name="outcome">Only entries with this outcome: <c>succeeded</c>, or the code of a refusal.</param>
    /// <param name="from">Only what happened then or later.</param>
    /// <param name="to">Only what happened before.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the audit log.</response>
    public static async Task<Ok<IReadOnlyList<AuditEntryResponse>>> Handle(
        UrlValue<Guid>? accountId, string? action, string? exceptAction, string? objectId, string? outcome,
        UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to, UrlValue<int>? limit,
        Cursor<DateTimeOffset>? cursor, IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListAuditEntriesRequest(
            accountId?.Value, action, exceptAction, objectId, outcome, from?.Value, to?.Value,
            limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
