using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.ChangeTaHours;

public sealed class ChangeTaHoursEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/tas/{taId}/hours", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists, AvailabilityRules.HoursApart);

    /// <summary>Changes when a TA can be booked every week.</summary>
    /// <remarks>
    /// For that TA and administrators. Sessions that are booked stay as they are. From the first time on, the TA can be
    /// booked inside hours only.
    /// </remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="ifMatch">Which state of the hours is to be changed.</param>
    /// <param name="body">All the hours of a week.</param>
    /// <response code="200">The weekly hours.</response>
    public static Task<ChangedOk<TaHoursResponse>> Handle(
        UrlValue<Guid> taId, IfMatch ifMatch, ChangeTaHoursBody body, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ChangeTaHoursRequest(taId, ifMatch, body.Weekly, body.TimeZone),
            hours => new ChangedOk<TaHoursResponse>(hours),
            cancellationToken);
}
