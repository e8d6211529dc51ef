namespace Engify.Features.Availability.CreateAbsence;

public sealed record CreateAbsenceRequest(
    Guid TaId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Reason)
    : ICommand<CreatedAbsenceResponse>
{
    public AuditedObject? Audited(CreatedAbsenceResponse response) => AuditedObject.Of<TaAbsence>(response.Absence.Id);
}
