using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.GetTaHours;

public sealed class GetTaHoursEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}/hours", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .ProducesRuleProblems(TaRules.Exists);

    /// <summary>Shows when a TA can be booked every week.</summary>
    /// <remarks>Overrides of single days, absences and closures are not considered here.</remarks>
    /// <param name="taId">The TA.</param>
    /// <response code="200">The weekly hours.</response>
    public static async Task<CacheableOk<TaHoursResponse>> Handle(
        UrlValue<Guid> taId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetTaHoursRequest(taId), cancellationToken), CacheControl.Revalidate);
}
