using Engify.Features.Bookings;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

internal sealed class ScheduleGroupSessionsHandler(
    EngifyDbContext db, TimeProvider clock, IOptions<GroupSessionOptions> options)
    : IRequestHandler<ScheduleGroupSessionsRequest, ScheduleGroupSessionsResponse>
{
    public async Task<ScheduleGroupSessionsResponse> Handle(
        ScheduleGroupSessionsRequest request, CancellationToken cancellationToken)
    {
        var template = await db.GroupSessionTemplates
            .Where(template => template.Id == request.TemplateId && template.IsActive && template.Ta.IsActive
                && db.Courses.Any(course => course.Id == template.CourseId && course.IsActive))
            .SingleOrDefaultAsync(cancellationToken);
        if (template is null)
            return ScheduleGroupSessionsResponse.Nothing;

        var now = clock.Now();
        var missing = await ListMissingAsync(template, now, cancellationToken);
        if (missing.Count == 0)
            return ScheduleGroupSessionsResponse.Nothing;

        var created = await InsertAsync(missing, cancellationToken);
        if (created == missing.Count)
            return new ScheduleGroupSessionsResponse(created, []);

        // Another instance may have got there first.
        var dates = missing.Select(session => session.LocalDate).ToList();
        var there = await db.Bookings
            .Where(booking => booking.GroupSessionTemplateId == template.Id && dates.Contains(booking.LocalDate))
            .Select(booking => booking.LocalDate)
            .ToListAsync(cancellationToken);
        return new ScheduleGroupSessionsResponse(
            created,
            [.. missing.ExceptBy(there, session => session.LocalDate)
                .Select(session => new Period(session.StartsAt, session.EndsAt))]);
    }

    /// <summary>
    /// A date that had a session is not scheduled again, even if that session was cancelled. A template moved to
    /// another day starts there in the first week without a session on its old day.
    /// </summary>
    private async Task<List<Booking>> ListMissingAsync(
        GroupSessionTemplate template, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sessions = template.Occurrences(now, now.AddDays(7 * options.Value.WeeksAhead))
            .Select(occurrence => template.Schedule(occurrence, now))
            .ToList();
        if (sessions.Count == 0)
            return sessions;

        var since = MondayOf(sessions[0].LocalDate!.Value);
        var known = await db.Bookings
            .Where(booking => booking.GroupSessionTemplateId == template.Id && booking.LocalDate >= since)
            .Select(booking => new
            {
                Date = booking.LocalDate!.Value,
                IsOn = booking.Status != BookingStatus.Cancelled,
            })
            .ToListAsync(cancellationToken);
        var dates = known.Select(session => session.Date).ToHashSet();
        var weeks = known.Where(session => session.IsOn).Select(session => MondayOf(session.Date)).ToHashSet();
        return [.. sessions.Where(session =>
            !dates.Contains(session.LocalDate!.Value) && !weeks.Contains(MondayOf(session.LocalDate!.Value)))];
    }

    /// <summary>
    /// The constraints decide, without a lock: a session that collides with one that another instance is scheduling, or
    /// with another session of the TA, waits for that transaction and is left out.
    /// </summary>
    /// <returns>How many were scheduled.</returns>
    private Task<int> InsertAsync(List<Booking> sessions, CancellationToken cancellationToken)
    {
        var any = sessions[0];
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                                  capacity, student_count, group_session_template_id, local_date, created_at,
                                  updated_at)
            SELECT id, {any.CourseId}, {any.TaId}, 'AVAILABLE', 'GROUP', starts_at, ends_at, {any.PricePerStudent},
                   {any.Capacity}, 0, {any.GroupSessionTemplateId}, local_date, {any.CreatedAt}, {any.UpdatedAt}
            FROM unnest({sessions.Select(session => session.Id).ToArray()},
                        {sessions.Select(session => session.StartsAt).ToArray()},
                        {sessions.Select(session => session.EndsAt).ToArray()},
                        {sessions.Select(session => session.LocalDate!.Value).ToArray()})
                AS session (id, starts_at, ends_at, local_date)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
    }

    private static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
}
