using Engify.Features.Bookings;
using Engify.Features.GroupSessions;

namespace Engify.Features.Availability;

/// <summary>Reads when people are busy, in one statement for all of them.</summary>
internal sealed class BusyTimes(EngifyDbContext db)
{
    /// <summary>
    /// The sessions of TAs, those of a student (without a TA), and the weekly ones of the TAs that are not scheduled
    /// yet. A booking that is to be moved does not count.
    /// </summary>
    internal const string Sql =
        $"""
        SELECT ta_id, starts_at, ends_at, blocked_until, true AS is_scheduled FROM bookings
        WHERE ta_id = ANY(@tas) AND status <> 'CANCELLED' AND starts_at > @from AND starts_at < @to
            AND id IS DISTINCT FROM @booking
        UNION ALL
        SELECT NULL, p.starts_at, p.ends_at, p.ends_at, true FROM booking_students p
        WHERE p.student_id = @student AND p.is_active AND p.starts_at > @from AND p.starts_at < @to
            AND p.booking_id IS DISTINCT FROM @booking
        UNION ALL
        SELECT missing.*, false FROM (
                    {PlannedSessions.Missing}) missing
        """;

    /// <param name="tas">The TAs.</param>
    /// <param name="studentId">The student, if one is named.</param>
    /// <param name="except">The booking that is to be moved, if one is.</param>
    /// <param name="period">When.</param>
    /// <param name="wholeWeeks">Whether what is booked in the weeks around it matters.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>By TA; those of the student under <see cref="Guid.Empty"/>.</returns>
    public Task<ILookup<Guid, BusyTime>> ReadAsync(
        IReadOnlyList<TaSchedule> tas, Guid? studentId, Guid? except, Period period, bool wholeWeeks,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var longestBreak = tas.Select(ta => ta.Break).DefaultIfEmpty().Max();
        var reach = new Period(period.Start, period.End + longestBreak);
        var around = wholeWeeks ? TimeSpan.FromDays(8) : TimeSpan.Zero;
        return db.ReadAsync(
            Sql,
            [
                Typed.Uuids("tas", tas.Select(ta => ta.TaId)), Typed.Uuid("student", studentId),
                Typed.Uuid("booking", except), Typed.Instant("from", period.Start - Periods.LongestBlock - around),
                Typed.Instant("to", reach.End + around),
                .. PlannedSessions.Meeting(
                    tas.SelectMany(ta => ta.Weekly.Select(template => (template, ta.Break))), reach, now),
            ],
            async (rows, token) =>
            {
                var found = new List<(Guid Who, BusyTime Time)>();
                while (await rows.ReadAsync(token))
                {
                    found.Add((
                        rows.IsDBNull(0) ? Guid.Empty : rows.GetGuid(0),
                        new BusyTime(
                            new Period(
                                rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2)),
                            rows.GetFieldValue<DateTimeOffset>(3), rows.GetBoolean(4))));
                }

                return found.ToLookup(row => row.Who, row => row.Time);
            },
            cancellationToken);
    }
}
