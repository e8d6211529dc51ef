namespace Engify.Features.Availability.GetAbsence;

public sealed record GetAbsenceRequest(Guid TaId, Guid AbsenceId) : IQuery<AbsenceResponse>;
