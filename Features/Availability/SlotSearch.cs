using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability;

/// <summary>Finds slots: from what is remembered of the calendar, and what is booked now.</summary>
internal sealed class SlotSearch(
    EngifyDbContext db, Calendars calendars, BusyTimes busyTimes, Caller caller, TimeProvider clock)
{
    /// <summary>The most dates that one search covers.</summary>
    public const int MaxDates = 32;

    /// <summary>
    /// Checks that the caller may ask about this student and this booking, and adds the student of the booking.
    /// </summary>
    /// <exception cref="RuleViolationException">
    /// <see cref="AccessRules.Allowed"/> for everybody but that student, the TAs of the course and administrators; of a
    /// booking, its TA instead of those of the course. Only administrators learn that something does not exist.
    /// </exception>
    public async Task<SlotQuestion> AdmitAsync(SlotQuestion question, CancellationToken cancellationToken)
    {
        if (question.StudentId is { } studentId)
        {
            AccessRules.Allowed.Check(
                caller.IsAdmin || caller.IsStudent(studentId)
                || (caller is { Role: AccountRole.Ta, TaId: { } taId } && await db.CourseTas.AnyAsync(
                    teaching => teaching.CourseId == question.CourseId && teaching.TaId == taId, cancellationToken)));
        }

        if (question.BookingId is { } bookingId)
        {
            var booking = await db.Bookings.Where(booking => booking.Id == bookingId)
                .Select(booking => new
                {
                    booking.TaId,
                    booking.SessionType,
                    Students = booking.Students.Select(place => place.StudentId).ToList(),
                })
                .SingleOrDefaultAsync(cancellationToken);
            AccessRules.Allowed.Check(
                caller.IsAdmin || (booking is not null
                    && (caller.IsTa(booking.TaId) || booking.Students.Any(caller.IsStudent))));
            BookingRules.Exists.Check(booking is not null);
            if (booking.SessionType == SessionType.Individual)
                question = question with { StudentId = question.StudentId ?? booking.Students.FirstOrDefault() };
        }

        return question;
    }

    /// <summary>Finds the slots of some dates of the institution.</summary>
    /// <exception cref="RuleViolationException">
    /// <see cref="CourseRules.Exists"/>, <see cref="TaRules.Exists"/>, <see cref="TaRules.TeachesCourse"/>,
    /// <see cref="StudentRules.Exists"/>.
    /// </exception>
    public async Task<SlotList> FindAsync(
        SlotQuestion question, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var calendar = await FindCalendarAsync(question, cancellationToken);
        var zone = calendar.Institution.Zone;
        return await FindAsync(
            question, calendar, new LocalDay(zone, first).Start, new LocalDay(zone, last).End, cancellationToken);
    }

    /// <summary>Finds what there is to say of one session.</summary>
    public async Task<SlotList> FindAsync(
        SlotQuestion question, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var calendar = await FindCalendarAsync(question, cancellationToken);
        return await FindAsync(question, calendar, start, start.AddTicks(1), cancellationToken);
    }

    /// <summary>The first start that is booked early enough.</summary>
    public async Task<DateTimeOffset> FindEarliestStartAsync(Guid courseId, CancellationToken cancellationToken)
    {
        var calendar = await calendars.OfBookingAsync(courseId, taId: null, cancellationToken);
        return Attempt.EarliestStart(calendar.Rules, clock.Now());
    }

    /// <summary>The slots that are nearest to a time: those of the TA, or of others if that TA has none.</summary>
    public async Task<IReadOnlyList<SlotResponse>> FindNearestAsync(
        SlotQuestion question, DateTimeOffset time, CancellationToken cancellationToken)
    {
        const int Few = 3;
        const int DatesBefore = 7;
        const int MostWindows = 4; // a semester
        var calendar = await FindCalendarAsync(question, cancellationToken);
        var zone = calendar.Institution.Zone;
        var now = clock.Now();
        var today = LocalDay.DateOf(zone, now);
        var wanted = LocalDay.DateOf(zone, time < now ? now : time).AddDays(-DatesBefore);
        var horizon = LocalDay.DateOf(zone, now.AddDays(calendar.Rules.HorizonDays));
        var latest = horizon.AddDays(1 - MaxDates);
        var first = wanted < latest ? wanted : latest;
        if (first < today)
            first = today;
        var slots = new List<SlotResponse>();
        var windows = calendar.Tas.Any(ta => ta.HasHours) ? MostWindows : 0;
        for (; windows > 0 && slots.Count < Few && first <= horizon; windows--, first = first.AddDays(MaxDates))
        {
            var list = await FindAsync(
                question, calendar, new LocalDay(zone, first).Start,
                new LocalDay(zone, first.AddDays(MaxDates - 1)).End, cancellationToken);
            slots.AddRange(list.Slots());
        }

        return slots.Count == 0 && question.TaId is not null
            ? await FindNearestAsync(question with { TaId = null }, time, cancellationToken)
            : [.. slots.OrderBy(slot => (slot.StartsAt - time).Duration()).ThenBy(slot => slot.StartsAt).Take(Few)];
    }

    private async ValueTask<CourseCalendar> FindCalendarAsync(
        SlotQuestion question, CancellationToken cancellationToken)
    {
        if (question.TaId is not { } taId)
            return await calendars.OfCourseAsync(question.CourseId, cancellationToken);

        var calendar = await calendars.OfBookingAsync(question.CourseId, taId, cancellationToken);
        if (!calendar.Tas.Any(ta => ta.TaId == taId))
        {
            CourseRules.Exists.Check(await db.Courses.AnyAsync(
                course => course.Id == question.CourseId && course.IsActive, cancellationToken));
            TaRules.Exists.Check(await db.Tas.AnyAsync(ta => ta.Id == taId && ta.IsActive, cancellationToken));
            TaRules.TeachesCourse.Check(false);
        }

        return calendar with { Tas = [.. calendar.Tas.Where(ta => ta.TaId == taId)] };
    }

    private async Task<SlotList> FindAsync(
        SlotQuestion question, CourseCalendar calendar, DateTimeOffset start, DateTimeOffset end,
        CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var duration = TimeSpan.FromMinutes(question.DurationMinutes ?? calendar.UsualDurationMinutes);
        // A date that the clocks skip is empty, but for the instant of its midnight.
        var window = new Period(start, end > start ? end : start.AddTicks(1));
        var wholeWeeks = calendar.Tas.Any(ta => ta.MaxMinutesPerDay is not null || ta.MaxMinutesPerWeek is not null)
            || (question.StudentId is not null && calendar.Rules.StudentMaxMinutesPerWeek is not null);
        var busy = await busyTimes.ReadAsync(
            calendar.Tas, question.StudentId, question.BookingId, new Period(window.Start, window.End + duration),
            wholeWeeks, now, cancellationToken);

        StudentRules.Exists.Check(question.StudentId is null || busy.IsStudentActive is not null);
        var student = busy.IsStudentActive is { } isActive
            ? new StudentTimes(isActive, calendar.Institution.Zone, busy.OfStudent)
            : null;
        var grid = new StartGrid(calendar.StepMinutes, window);
        return new SlotList(
            calendar, now, duration,
            [.. calendar.Tas.Select(ta => new TaTimes(ta, grid, duration, busy.OfTas[ta.TaId]))],
            student);
    }
}
