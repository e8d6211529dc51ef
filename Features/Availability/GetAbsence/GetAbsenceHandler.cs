using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.GetAbsence;

internal sealed class GetAbsenceHandler(
    EngifyDbContext db, TaClocks clocks, Caller caller, TextProtection protection)
    : IRequestHandler<GetAbsenceRequest, AbsenceResponse>
{
    public async Task<AbsenceResponse> Handle(GetAbsenceRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeTa(request.TaId);
        var ta = await clocks.FindAsync(request.TaId, cancellationToken);
        var absence = await db.TaAbsences.SingleOrDefaultAsync(
            absence => absence.Id == request.AbsenceId && absence.TaId == ta.Id, cancellationToken);
        AvailabilityRules.AbsenceExists.Check(absence is not null);
        return AbsenceResponse.From(absence, protection.Reveal(absence.Reason));
    }
}
