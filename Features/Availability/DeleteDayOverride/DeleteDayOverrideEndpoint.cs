using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.DeleteDayOverride;

public sealed class DeleteDayOverrideEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/tas/{taId}/overrides/{date}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists, AvailabilityRules.OverrideExists);

    /// <summary>Lets a TA's weekly hours hold on one date again.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="date">The date, on the clocks of the TA.</param>
    /// <response code="204">The weekly hours hold.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> taId, UrlValue<DateOnly> date, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new DeleteDayOverrideRequest(taId, date), _ => TypedResults.NoContent(), cancellationToken);
}
