using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.DeleteDayOverride;

internal sealed class DeleteDayOverrideHandler(EngifyDbContext db, TaClocks clocks)
    : IRequestHandler<DeleteDayOverrideRequest, DayOverrideResponse>
{
    public async Task<DayOverrideResponse> Handle(
        DeleteDayOverrideRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindForChangeAsync(request.TaId, cancellationToken);
        var rows = await db.TaDayOverrides.AsTracking()
            .Where(row => row.TaId == ta.Id && row.OnDate == request.Date)
            .ToListAsync(cancellationToken);
        AvailabilityRules.OverrideExists.Check(rows.Count > 0);
        db.RemoveRange(rows);
        return DayOverrideResponse.From(request.Date, rows);
    }
}
