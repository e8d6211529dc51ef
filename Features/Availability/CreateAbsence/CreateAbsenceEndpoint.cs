using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Availability.CreateAbsence;

public sealed class CreateAbsenceEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/tas/{taId}/absences", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists);

    /// <summary>Says that a TA is away.</summary>
    /// <remarks>
    /// For that TA and administrators. Sessions that are booked stay as they are; the answer lists those of that time.
    /// Students never learn the reason.
    /// </remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="body">When and why.</param>
    /// <response code="201">The absence, and the sessions of that time that somebody has to act on.</response>
    public static Task<CreatedWithTag<CreatedAbsenceResponse>> Handle(
        UrlValue<Guid> taId, CreateAbsenceBody body, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new CreateAbsenceRequest(taId, body.StartsAt, body.EndsAt, body.Reason),
            created => new CreatedWithTag<CreatedAbsenceResponse>(
                created,
                links.GetPathByName(
                    context, "GetAbsence", new { taId = taId.Value, absenceId = created.Absence.Id }),
                EntityTags.Of(created.Absence)),
            cancellationToken);
}
