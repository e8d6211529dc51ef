using Engify.Features.Bookings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.CreateAbsence;

internal sealed class CreateAbsenceHandler(
    EngifyDbContext db, TaClocks clocks, TextProtection protection, TimeProvider clock)
    : IRequestHandler<CreateAbsenceRequest, CreatedAbsenceResponse>
{
    public async Task<CreatedAbsenceResponse> Handle(
        CreateAbsenceRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindForChangeAsync(request.TaId, cancellationToken);
        var now = clock.Now();
        var period = new Period(request.StartsAt.ToMicroseconds(), request.EndsAt.ToMicroseconds());
        var reason = request.Reason.TidiedOrNull();
        var absence = new TaAbsence(
            Guid.CreateVersion7(now), ta.Id, period.Start, period.End, protection.Protect(reason));
        db.Add(absence);
        // So that a booking whose statement began before sees that something of the TA changed, and looks again.
        await db.Tas.Where(known => known.Id == ta.Id).ExecuteUpdateAsync(
            set => set.SetProperty(known => known.IsActive, known => known.IsActive), cancellationToken);
        var affected = await db.Bookings.Where(booking => booking.TaId == ta.Id)
            .ListAffectedAsync(period, now, protection, cancellationToken);
        return new CreatedAbsenceResponse(AbsenceResponse.From(absence, reason), affected);
    }
}
