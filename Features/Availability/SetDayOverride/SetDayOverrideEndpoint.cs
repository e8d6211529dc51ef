using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.SetDayOverride;

public sealed class SetDayOverrideEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/tas/{taId}/overrides/{date}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists, AvailabilityRules.HoursApart);

    /// <summary>Replaces a TA's weekly hours on one date.</summary>
    /// <remarks>
    /// For that TA and administrators. Without hours, it is a day off. Sessions that are booked stay as they are.
    /// </remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="date">The date, on the clocks of the TA.</param>
    /// <param name="body">The hours of that date.</param>
    /// <response code="200">What holds on that date.</response>
    public static Task<Ok<DayOverrideResponse>> Handle(
        UrlValue<Guid> taId, UrlValue<DateOnly> date, SetDayOverrideBody body, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(new SetDayOverrideRequest(taId, date, body.Hours), TypedResults.Ok, cancellationToken);
}
