using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.ListDayOverrides;

internal sealed class ListDayOverridesHandler(EngifyDbContext db, TaClocks clocks, TimeProvider clock)
    : IRequestHandler<ListDayOverridesRequest, IReadOnlyList<DayOverrideResponse>>
{
    public async Task<IReadOnlyList<DayOverrideResponse>> Handle(
        ListDayOverridesRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindAsync(request.TaId, cancellationToken);
        var from = request.From ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(
            clock.Now(), clocks.ClockOf(ta)).Date);
        var to = request.To ?? from.AddDays(ListDayOverridesValidator.Days - 1);
        var rows = await db.TaDayOverrides
            .Where(row => row.TaId == ta.Id && row.OnDate >= from && row.OnDate <= to)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.OnDate).OrderBy(day => day.Key)
                .Select(day => DayOverrideResponse.From(day.Key, day)),
        ];
    }
}
