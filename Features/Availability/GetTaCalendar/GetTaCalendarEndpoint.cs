using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.GetTaCalendar;

public sealed class GetTaCalendarEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}/calendar", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists);

    /// <summary>Shows some days of a TA: open periods, sessions, absences and closures, ready to draw.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="from">The first date, on the clocks of the TA; today unless told.</param>
    /// <param name="to">The last date, at most 31 days after the first; six days after it unless told.</param>
    /// <response code="200">What there is on these days.</response>
    public static async Task<Ok<TaCalendarResponse>> Handle(
        UrlValue<Guid> taId, UrlValue<DateOnly>? from, UrlValue<DateOnly>? to, IMediator mediator,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(
            await mediator.Send(new GetTaCalendarRequest(taId, from?.Value, to?.Value), cancellationToken));
}
