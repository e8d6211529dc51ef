using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.DeleteAbsence;

public sealed class DeleteAbsenceEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/tas/{taId}/absences/{absenceId}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists, AvailabilityRules.AbsenceExists);

    /// <summary>Says that a TA is not away after all.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="absenceId">The absence.</param>
    /// <response code="204">It is gone.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> taId, UrlValue<Guid> absenceId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new DeleteAbsenceRequest(taId, absenceId), _ => TypedResults.NoContent(), cancellationToken);
}
