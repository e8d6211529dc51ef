using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.SetDayOverride;

internal sealed class SetDayOverrideHandler(EngifyDbContext db, TaClocks clocks, TimeProvider clock)
    : IRequestHandler<SetDayOverrideRequest, DayOverrideResponse>
{
    public async Task<DayOverrideResponse> Handle(SetDayOverrideRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindForChangeAsync(request.TaId, cancellationToken);
        await db.TaDayOverrides.Where(row => row.TaId == ta.Id && row.OnDate == request.Date)
            .ExecuteDeleteAsync(cancellationToken);
        var rows = request.Hours.Count == 0
            ? [Row(null, null)]
            : request.Hours.Select(hours => Row(TimesOfDay.MinutesOf(hours.Start), TimesOfDay.MinutesOf(hours.End)))
                .ToList();
        db.AddRange(rows);
        return DayOverrideResponse.From(request.Date, rows);

        TaDayOverride Row(int? start, int? end) =>
            new(Guid.CreateVersion7(clock.Now()), ta.Id, request.Date, start, end);
    }
}
