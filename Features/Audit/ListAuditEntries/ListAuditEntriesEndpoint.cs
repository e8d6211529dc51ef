using Carter;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Json;
using Engify.Features.Pipeline.Paging;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Audit.ListAuditEntries;

public sealed class ListAuditEntriesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/audit", Handle)
            .WithName("ListAuditEntries")
            .WithTags("Audit")
            .WithSummary("Lists who did what, and what was not allowed, latest first.")
            .RequireAuthorization(Policies.Admin);

    private static async Task<Ok<IReadOnlyList<AuditEntryResponse>>> Handle(
        UrlValue<Guid>? accountId, string? action, string? objectId, string? outcome, UrlValue<DateTimeOffset>? from,
        UrlValue<DateTimeOffset>? to, int? limit, Cursor<DateTimeOffset>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListAuditEntriesRequest(
            accountId?.Value, action, objectId, outcome, from?.Value, to?.Value, limit ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
