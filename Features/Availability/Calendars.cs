using Engify.Features.Courses;
using Engify.Features.Institution;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Availability;

/// <summary>Remembers what decides when sessions may be booked, apart from what is booked.</summary>
internal sealed class Calendars(EngifyDbContext db, CatalogueMemory memory, IOptions<InstitutionOptions> institution)
{
    public ValueTask<InstitutionCalendar> OfInstitutionAsync(CancellationToken cancellationToken) =>
        memory.GetAsync(typeof(InstitutionCalendar), () => LoadInstitutionAsync(cancellationToken));

    /// <exception cref="RuleViolationException"><see cref="CourseRules.Exists"/>.</exception>
    public ValueTask<CourseCalendar> OfCourseAsync(Guid courseId, CancellationToken cancellationToken) =>
        memory.GetAsync(new CalendarOf(courseId), () => LoadCourseAsync(courseId, cancellationToken));

    /// <summary>
    /// The calendar that a booking is judged by. If it lacks the TA, memory may be older than that TA, so it is read
    /// anew. A course that does not exist has the rules of the institution, and no TAs.
    /// </summary>
    public async ValueTask<CourseCalendar> OfBookingAsync(
        Guid courseId, Guid? taId, CancellationToken cancellationToken)
    {
        try
        {
            var known = await OfCourseAsync(courseId, cancellationToken);
            return taId is null || known.Tas.Any(ta => ta.TaId == taId)
                ? known
                : await LoadCourseAsync(courseId, cancellationToken);
        }
        catch (RuleViolationException unknown) when (unknown.Rule == CourseRules.Exists)
        {
            var everywhere = await OfInstitutionAsync(cancellationToken);
            return new CourseCalendar(everywhere, everywhere.Rules, []);
        }
    }

    /// <returns>Null if there is no such active TA.</returns>
    public async ValueTask<TaSchedule?> FindTaAsync(Guid taId, CancellationToken cancellationToken) =>
        (await LoadTasAsync(db.Tas.Where(ta => ta.Id == taId), cancellationToken)).SingleOrDefault();

    private async Task<InstitutionCalendar> LoadInstitutionAsync(CancellationToken cancellationToken)
    {
        var zone = institution.Value.GetZone();
        var rules = await db.BookingRuleSets
            .SingleOrDefaultAsync(rules => rules.CourseId == null, cancellationToken);
        var closures = await db.Closures.ToListAsync(cancellationToken);
        var terms = await db.Terms.ToListAsync(cancellationToken);
        return new InstitutionCalendar(
            zone, BookingTerms.Default.With(rules),
            AvailableTimes.Merged(closures.SelectMany(closure => Between(closure.StartsOn, closure.EndsOn))),
            [
                .. terms.SelectMany(term => Between(term.StartsOn, term.EndsOn)
                    .Select(period => new BookingPhase(period, term.BookingOpensAt))),
            ]);

        // Clocks may skip whole dates.
        IEnumerable<Period> Between(DateOnly first, DateOnly last)
        {
            var (start, end) = (new LocalDay(zone, first).Start, new LocalDay(zone, last).End);
            return start < end ? [new Period(start, end)] : [];
        }
    }

    private async Task<CourseCalendar> LoadCourseAsync(Guid courseId, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(await db.Courses.AnyAsync(
            course => course.Id == courseId && course.IsActive, cancellationToken));
        var everywhere = await OfInstitutionAsync(cancellationToken);
        var own = await db.BookingRuleSets.SingleOrDefaultAsync(rules => rules.CourseId == courseId, cancellationToken);
        var tas = await LoadTasAsync(
            db.Tas.Where(ta => db.CourseTas.Any(teaching => teaching.CourseId == courseId && teaching.TaId == ta.Id)),
            cancellationToken);
        return new CourseCalendar(everywhere, everywhere.Rules.With(own), tas);
    }

    private async Task<IReadOnlyList<TaSchedule>> LoadTasAsync(
        IQueryable<Ta> among, CancellationToken cancellationToken)
    {
        var tas = await among.Where(ta => ta.IsActive)
            .OrderBy(ta => ta.Name).ThenBy(ta => ta.Id)
            .ToListAsync(cancellationToken);
        var ids = tas.Select(ta => ta.Id).ToList();
        var hours = (await db.TaHours.Where(hours => ids.Contains(hours.TaId)).ToListAsync(cancellationToken))
            .ToLookup(hours => hours.TaId);
        var overrides = (await db.TaDayOverrides.Where(day => ids.Contains(day.TaId)).ToListAsync(cancellationToken))
            .ToLookup(day => day.TaId);
        var absences = (await db.TaAbsences.Where(absence => ids.Contains(absence.TaId))
            .Select(absence => new { absence.TaId, absence.StartsAt, absence.EndsAt })
            .ToListAsync(cancellationToken)).ToLookup(absence => absence.TaId);
        var weekly = (await db.GroupSessionTemplates
            .Where(template => ids.Contains(template.TaId) && template.IsActive
                && db.Courses.Any(course => course.Id == template.CourseId && course.IsActive))
            .ToListAsync(cancellationToken))
            .Where(template => TimeZoneInfo.TryFindSystemTimeZoneById(template.TimeZone, out _))
            .ToLookup(template => template.TaId);
        return
        [
            .. tas.Select(ta => new TaSchedule(
                ta.Id,
                institution.Value.GetZone(ta.TimeZone),
                ta.HasHours,
                [.. hours[ta.Id]], [.. overrides[ta.Id]],
                AvailableTimes.Merged(absences[ta.Id].Select(absence => new Period(absence.StartsAt, absence.EndsAt))),
                ta.BreakMinutes, ta.MaxMinutesPerDay, ta.MaxMinutesPerWeek, [.. weekly[ta.Id]])),
        ];
    }

    private sealed record CalendarOf(Guid CourseId);
}
