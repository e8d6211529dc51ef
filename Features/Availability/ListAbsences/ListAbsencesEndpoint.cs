using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.ListAbsences;

public sealed class ListAbsencesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}/absences", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists);

    /// <summary>Lists when a TA is away, by start.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="from">Only those that end after it.</param>
    /// <param name="to">Only those that start before it.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the absences.</response>
    public static async Task<Ok<IReadOnlyList<AbsenceResponse>>> Handle(
        UrlValue<Guid> taId, UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to, UrlValue<int>? limit,
        Cursor<DateTimeOffset>? cursor, IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListAbsencesRequest(
            taId, from?.Value, to?.Value, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
