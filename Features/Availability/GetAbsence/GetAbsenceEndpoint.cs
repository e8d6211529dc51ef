using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.GetAbsence;

public sealed class GetAbsenceEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}/absences/{absenceId}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists, AvailabilityRules.AbsenceExists);

    /// <summary>Shows one absence of a TA.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="absenceId">The absence.</param>
    /// <response code="200">The absence.</response>
    public static async Task<CacheableOk<AbsenceResponse>> Handle(
        UrlValue<Guid> taId, UrlValue<Guid> absenceId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetAbsenceRequest(taId, absenceId), cancellationToken), CacheControl.Revalidate);
}
