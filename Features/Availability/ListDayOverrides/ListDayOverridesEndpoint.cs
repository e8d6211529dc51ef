using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.ListDayOverrides;

public sealed class ListDayOverridesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}/overrides", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .ProducesRuleProblems(TaRules.Exists);

    /// <summary>Lists the dates on which a TA's weekly hours do not hold, and what holds instead.</summary>
    /// <remarks>The hours of such a date replace those of the week, also where there are none.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="from">The first date; today unless told.</param>
    /// <param name="to">The last date, at most a year after the first; a year later unless told.</param>
    /// <response code="200">The dates, in order. No hours mean a day off.</response>
    public static async Task<CacheableOk<IReadOnlyList<DayOverrideResponse>>> Handle(
        UrlValue<Guid> taId, UrlValue<DateOnly>? from, UrlValue<DateOnly>? to, IMediator mediator,
        CancellationToken cancellationToken) =>
        new(
            await mediator.Send(new ListDayOverridesRequest(taId, from?.Value, to?.Value), cancellationToken),
            CacheControl.Revalidate);
}
