using Engify.Features.Bookings;
using Engify.Features.Closures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions;

/// <summary>
/// Puts the sessions of a weekly group session on the calendar. The transaction holds the template's row, so that
/// nobody else schedules or changes it, and nobody joins a session of it.
/// </summary>
internal sealed class WeeklySessions(
    EngifyDbContext db, ClosedDays closedDays, TimeProvider clock, IOptions<GroupSessionOptions> options)
{
    /// <summary>Schedules the sessions of the coming weeks that are not there yet.</summary>
    /// <param name="template">The template, held.</param>
    /// <param name="takenOff">
    /// Sessions that were taken off the calendar. The session of the same week takes the place of one of them: it has
    /// its id.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ScheduledSessions> ScheduleAsync(
        GroupSessionTemplate template, IReadOnlyList<Booking> takenOff, CancellationToken cancellationToken)
    {
        if (!await IsOfferedAsync(template, cancellationToken))
            return ScheduledSessions.None;

        var now = clock.Now();
        var closed = await closedDays.HoldAsync(cancellationToken);
        var missing = await ListMissingAsync(template, takenOff, closed, now, cancellationToken);
        if (missing.Count == 0)
            return ScheduledSessions.None;

        // The sessions refer to it.
        if (db.Entry(template).State == EntityState.Added)
            await db.SaveChangesAsync(cancellationToken);
        await db.LockAsync(LockTarget.Ta, [template.TaId], cancellationToken);
        var created = await InsertAsync(template, missing, now, cancellationToken);
        return new ScheduledSessions(
            created, [.. missing.Where(session => !created.Contains(session.Id)).Select(session => session.Period)]);
    }

    /// <summary>
    /// Moves, adds and removes sessions to come that nobody has joined, so that they are as the template has them now.
    /// Those with students stay as they are.
    /// </summary>
    /// <param name="template">The template, held.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AdaptedSessions> AdaptAsync(GroupSessionTemplate template, CancellationToken cancellationToken)
    {
        // Before any session is locked, as whoever closes the institution does.
        await closedDays.HoldAsync(cancellationToken);
        var outdated = await ListOutdatedAsync(template, cancellationToken);
        var takenOff = outdated.Where(session => session.StudentCount == 0).ToList();
        var ids = takenOff.Select(session => session.Id).ToHashSet();
        await db.Bookings.Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync(cancellationToken);

        var scheduled = await ScheduleAsync(template, takenOff, cancellationToken);
        var changed = scheduled.Created.Count(ids.Contains);
        var conflicts = outdated
            .Where(session => session.StudentCount > 0)
            .Select(session => new ConflictResponse(
                session.Id, session.StartsAt,
                session.StudentCount > template.Capacity
                    ? ConflictReason.CapacityExceeded
                    : ConflictReason.HasStudents))
            .Concat(scheduled.LeftOut.Select(period => new ConflictResponse(null, period.Start, ConflictReason.TaBusy)))
            .OrderBy(conflict => conflict.Date);
        return new AdaptedSessions(
            scheduled.Created.Count - changed, changed, takenOff.Count - changed, [.. conflicts]);
    }

    /// <summary>
    /// The sessions to come that are not as the template has them now. They are locked, so that nobody leaves one or
    /// calls one off meanwhile.
    /// </summary>
    private async Task<List<Booking>> ListOutdatedAsync(
        GroupSessionTemplate template, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var sessions = await db.Bookings.FromStatement(
            $"""
            SELECT {Columns.Of<Booking>()} FROM bookings
            WHERE group_session_template_id = {template.Id} AND status <> 'CANCELLED' AND starts_at > {now}
            ORDER BY id FOR UPDATE
            """).ToListAsync(cancellationToken);
        if (sessions.Count == 0 || !await IsOfferedAsync(template, cancellationToken))
            return sessions;

        var occurrences = template.Occurrences(now, sessions.Max(session => session.StartsAt)).ToHashSet();
        return [.. sessions.Where(session =>
            !occurrences.Contains(new Period(session.StartsAt, session.EndsAt))
            || (session.TaId, session.Capacity, session.PricePerStudent, session.Location, session.MeetingUrl)
                != (template.TaId, template.Capacity, template.PricePerStudent, template.Location,
                    template.MeetingUrl))];
    }

    /// <summary>Whether sessions of it are held at all.</summary>
    public async Task<bool> IsOfferedAsync(GroupSessionTemplate template, CancellationToken cancellationToken) =>
        template.IsActive
        && await db.Tas.AnyAsync(
            ta => ta.Id == template.TaId && ta.IsActive
                && db.Courses.Any(course => course.Id == template.CourseId && course.IsActive),
            cancellationToken);

    /// <summary>
    /// A date that had a session is not scheduled again, even if that session was cancelled. A template moved to
    /// another day starts there in the first week without a session on its old day.
    /// </summary>
    private async Task<List<Session>> ListMissingAsync(
        GroupSessionTemplate template, IReadOnlyList<Booking> takenOff, IReadOnlyList<Period> closed,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sessions = template.Occurrences(now, now.AddDays(7 * options.Value.WeeksAhead))
            .Where(occurrence => !closed.Any(occurrence.Overlaps))
            .Select(occurrence => new Session(
                Guid.CreateVersion7(now), occurrence, template.DateOf(occurrence), CreatedAt: now))
            .ToList();
        if (sessions.Count == 0)
            return sessions;

        var since = MondayOf(sessions[0].Date);
        var known = await db.Bookings
            .Where(booking => booking.GroupSessionTemplateId == template.Id && booking.LocalDate >= since)
            .Select(booking => new
            {
                Date = booking.LocalDate!.Value,
                booking.StartsAt,
                IsOn = booking.Status != BookingStatus.Cancelled,
            })
            .ToListAsync(cancellationToken);
        var dates = known.Select(session => session.Date).ToHashSet();
        var starts = known.Select(session => session.StartsAt).ToHashSet();
        var weeks = known.Where(session => session.IsOn).Select(session => MondayOf(session.Date)).ToHashSet();
        var predecessors = takenOff.Where(session => session.LocalDate is not null)
            .ToLookup(session => MondayOf(session.LocalDate!.Value));
        return
        [
            .. sessions
                .Where(session => !dates.Contains(session.Date) && !starts.Contains(session.Period.Start)
                    && !weeks.Contains(MondayOf(session.Date)))
                .Select(session => predecessors[MondayOf(session.Date)].FirstOrDefault() is { } predecessor
                    ? session with { Id = predecessor.Id, CreatedAt = predecessor.CreatedAt }
                    : session),
        ];
    }

    /// <summary>
    /// The constraints decide: a session that collides with another one of the TA waits for that transaction and is
    /// left out.
    /// </summary>
    /// <returns>The ids of those that were scheduled.</returns>
    private async Task<IReadOnlySet<Guid>> InsertAsync(
        GroupSessionTemplate template, List<Session> sessions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                                  capacity, student_count, group_session_template_id, local_date, location,
                                  meeting_url, created_at, updated_at)
            SELECT id, {template.CourseId}, {template.TaId}, 'AVAILABLE', 'GROUP', starts_at, ends_at,
                   {template.PricePerStudent}, {template.Capacity}, 0, {template.Id}, local_date,
                   {template.Location}, {template.MeetingUrl}, created_at, {now}
            FROM unnest({sessions.Select(session => session.Id).ToArray()},
                        {sessions.Select(session => session.Period.Start.ToUniversalTime()).ToArray()},
                        {sessions.Select(session => session.Period.End.ToUniversalTime()).ToArray()},
                        {sessions.Select(session => session.Date).ToArray()},
                        {sessions.Select(session => session.CreatedAt).ToArray()})
                AS session (id, starts_at, ends_at, local_date, created_at)
            ON CONFLICT DO NOTHING
            RETURNING id
            """).ToListAsync(cancellationToken);
        return ids.ToHashSet();
    }

    private static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    private sealed record Session(Guid Id, Period Period, DateOnly Date, DateTimeOffset CreatedAt);
}
