using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.ChangeTaHours;

internal sealed class ChangeTaHoursHandler(EngifyDbContext db, TaClocks clocks, TimeProvider clock)
    : IRequestHandler<ChangeTaHoursRequest, TaHoursResponse>
{
    public async Task<TaHoursResponse> Handle(ChangeTaHoursRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindForChangeAsync(request.TaId, cancellationToken);
        var known = db.TaHours.Where(hours => hours.TaId == ta.Id);
        request.IfMatch.Check(TaHoursResponse.From(clocks.ZoneOf(ta), await known.ToListAsync(cancellationToken)));

        if (request.TimeZone.TidiedOrNull() is { } zone && zone != clocks.ZoneOf(ta))
            ta.LiveBy(zone);
        await known.ExecuteDeleteAsync(cancellationToken);
        var hours = request.Weekly.Select(period => new TaHours(
            Guid.CreateVersion7(clock.Now()), ta.Id, (DayOfWeek)period.DayOfWeek, TimesOfDay.MinutesOf(period.Start),
            TimesOfDay.MinutesOf(period.End), period.From, period.To)).ToList();
        db.AddRange(hours);
        return TaHoursResponse.From(clocks.ZoneOf(ta), hours);
    }
}
