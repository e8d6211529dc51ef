using Engify.Features.Bookings;
using Engify.Features.Closures;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.GetTaCalendar;

internal sealed class GetTaCalendarHandler(
    EngifyDbContext db, TaClocks clocks, Calendars calendars, Caller caller, TextProtection protection,
    TimeProvider clock)
    : IRequestHandler<GetTaCalendarRequest, TaCalendarResponse>
{
    private const int UsualDays = 7;

    public async Task<TaCalendarResponse> Handle(GetTaCalendarRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeTa(request.TaId);
        var ta = await clocks.FindAsync(request.TaId, cancellationToken);
        var zone = clocks.ClockOf(ta);
        var from = request.From ?? LocalDay.DateOf(zone, clock.Now());
        var to = request.To ?? from.AddDays(UsualDays - 1);
        var (start, end) = (new LocalDay(zone, from).Start, new LocalDay(zone, to).End);
        // Clocks have skipped whole days.
        var window = new Period(start, end > start ? end : start.AddMinutes(1));

        return new TaCalendarResponse(
            clocks.ZoneOf(ta), from, to,
            await ListOpenAsync(ta.Id, window, cancellationToken),
            await db.Bookings.Where(booking => booking.TaId == ta.Id).Overlapping(window)
                .OrderBy(booking => booking.StartsAt).ThenBy(booking => booking.Id)
                .ToDetails(withStudents: true, withGpa: true, protection)
                .ToListAsync(cancellationToken),
            await ListAbsencesAsync(ta.Id, window, cancellationToken),
            await ListClosuresAsync(window, cancellationToken));
    }

    /// <summary>None of a TA who is not active.</summary>
    private async Task<IReadOnlyList<OpenPeriodResponse>> ListOpenAsync(
        Guid taId, Period window, CancellationToken cancellationToken)
    {
        var institution = await calendars.OfInstitutionAsync(cancellationToken);
        return await calendars.FindTaAsync(taId, cancellationToken) is { } schedule
            ?
            [
                .. AvailableTimes.OpenPeriods(schedule, institution.Closures, window)
                    .Select(period => new OpenPeriodResponse(period.Start, period.End)),
            ]
            : [];
    }

    private Task<List<AbsenceResponse>> ListAbsencesAsync(
        Guid taId, Period window, CancellationToken cancellationToken)
    {
        var (start, end) = (window.Start, window.End);
        return db.TaAbsences
            .Where(absence => absence.TaId == taId && absence.StartsAt < end && absence.EndsAt > start)
            .OrderBy(absence => absence.StartsAt).ThenBy(absence => absence.Id)
            .Select(absence => AbsenceResponse.From(absence, protection.Reveal(absence.Reason)))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<ClosureResponse>> ListClosuresAsync(
        Period window, CancellationToken cancellationToken)
    {
        var zone = (await calendars.OfInstitutionAsync(cancellationToken)).Zone;
        var (first, last) = (LocalDay.DateOf(zone, window.Start), LocalDay.DateOf(zone, window.End));
        var closures = await db.Closures
            .Where(closure => closure.StartsOn <= last && closure.EndsOn >= first)
            .OrderBy(closure => closure.StartsOn).ThenBy(closure => closure.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. closures.Where(closure => closure.PeriodIn(zone)?.Overlaps(window) == true).Select(ClosureResponse.From),
        ];
    }
}
