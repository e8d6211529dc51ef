namespace Engify.Features.Availability.DeleteAbsence;

public sealed record DeleteAbsenceRequest(Guid TaId, Guid AbsenceId) : ICommand<AbsenceResponse>
{
    public AuditedObject? Audited(AbsenceResponse response) => AuditedObject.Of<TaAbsence>(AbsenceId);
}
