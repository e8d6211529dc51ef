using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.DeleteAbsence;

internal sealed class DeleteAbsenceHandler(EngifyDbContext db, TaClocks clocks)
    : IRequestHandler<DeleteAbsenceRequest, AbsenceResponse>
{
    public async Task<AbsenceResponse> Handle(DeleteAbsenceRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindForChangeAsync(request.TaId, cancellationToken);
        var absence = await db.TaAbsences.AsTracking().SingleOrDefaultAsync(
            absence => absence.Id == request.AbsenceId && absence.TaId == ta.Id, cancellationToken);
        AvailabilityRules.AbsenceExists.Check(absence is not null);
        db.Remove(absence);
        return AbsenceResponse.From(absence, reason: null);
    }
}
