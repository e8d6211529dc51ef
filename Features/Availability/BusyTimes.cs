using Engify.Features.Bookings;
using Engify.Features.GroupSessions;

namespace Engify.Features.Availability;

/// <summary>Reads when people are busy, in one statement for all of them.</summary>
internal sealed class BusyTimes(EngifyDbContext db)
{
    /// <summary>
    /// The sessions of TAs; whether a student is active, and the student's sessions (both without a TA); and the weekly
    /// sessions of the TAs that are not scheduled yet. A booking that is to be moved does not count.
    /// </summary>
    internal const string Sql =
        $"""
        SELECT ta_id, starts_at, ends_at, blocked_until, true AS is_scheduled FROM bookings
        WHERE ta_id = ANY(@tas) AND status <> 'CANCELLED' AND starts_at > @from AND starts_at < @to
            AND id IS DISTINCT FROM @booking
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, is_active FROM students WHERE id = @student
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
    public Task<Found> ReadAsync(
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
                var ofTas = tas.ToDictionary(ta => ta.TaId, _ => new List<BusyTime>());
                var ofStudent = new List<BusyTime>();
                bool? isStudentActive = null;
                while (await rows.ReadAsync(token))
                {
                    if (rows.IsDBNull(1))
                    {
                        isStudentActive = rows.GetBoolean(4);
                        continue;
                    }

                    var times = rows.IsDBNull(0) ? ofStudent : ofTas[rows.GetGuid(0)];
                    times.Add(new BusyTime(
                        new Period(rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2)),
                        rows.GetFieldValue<DateTimeOffset>(3), rows.GetBoolean(4)));
                }

                return new Found(ofTas, ofStudent, isStudentActive);
            },
            cancellationToken);
    }

    /// <summary>When people are busy.</summary>
    /// <param name="OfTas">By TA.</param>
    /// <param name="OfStudent">The student's sessions.</param>
    /// <param name="IsStudentActive">Whether the student is; null if there is no such student.</param>
    internal sealed record Found(
        IReadOnlyDictionary<Guid, List<BusyTime>> OfTas, IReadOnlyList<BusyTime> OfStudent, bool? IsStudentActive);
}
