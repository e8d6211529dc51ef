namespace Engify.Features.Bookings;

/// <summary>
/// How much may be booked, in SQL. A session counts on the date, and in the ISO week, in which it begins on local
/// clocks.
/// </summary>
internal static class Limits
{
    /// <summary>Whether a session more stays within what its TA can be booked for on a day and in a week.</summary>
    /// <param name="ta">A row with the TA's id, limits and zone, by name.</param>
    /// <param name="start">When it starts, as an expression.</param>
    /// <param name="end">When it ends.</param>
    public static string TaHasTimeLeft(string ta, string start, string end)
    {
        const string Sessions = "bookings b WHERE b.ta_id = t.id AND b.status <> 'CANCELLED'";
        return
            $"""
            NOT EXISTS (
                        SELECT FROM {ta} t
                        WHERE t.max_minutes_per_day IS NOT NULL
                            AND {Booked("day", "b", Sessions, start, "t.zone")} + ({end} - {start})
                                > make_interval(mins => t.max_minutes_per_day)
                        OR t.max_minutes_per_week IS NOT NULL
                            AND {Booked("week", "b", Sessions, start, "t.zone")} + ({end} - {start})
                                > make_interval(mins => t.max_minutes_per_week))
            """;
    }

    /// <summary>
    /// Whether a session more stays within what <c>@student</c> may book in a week of <c>@zone</c>, by the rules of the
    /// course or, where it has none, of the institution.
    /// </summary>
    /// <param name="course">The course's id, as an expression, like the others.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="end">When it ends.</param>
    public static string StudentHasTimeLeft(string course, string start, string end)
    {
        const string Sessions = "booking_students p WHERE p.student_id = @student AND p.is_active";
        return
            $"""
            NOT EXISTS (
                        SELECT FROM (
                            SELECT student_max_minutes_per_week AS most FROM booking_rules
                            WHERE (course_id = {course} OR course_id IS NULL)
                                AND student_max_minutes_per_week IS NOT NULL
                            ORDER BY course_id NULLS LAST LIMIT 1) l
                        WHERE {Booked("week", "p", Sessions, start, "@zone")} + ({end} - {start})
                            > make_interval(mins => l.most))
            """;
    }

    private static string Booked(string unit, string row, string sessions, string start, string zone) =>
        $"""
        (
                                SELECT coalesce(sum({row}.ends_at - {row}.starts_at), interval '0')
                                FROM {sessions}
                                    AND {row}.starts_at > {start} - interval '8 days'
                                    AND {row}.starts_at < {start} + interval '8 days'
                                    AND date_trunc('{unit}', {row}.starts_at AT TIME ZONE {zone})
                                        = date_trunc('{unit}', {start} AT TIME ZONE {zone}))
        """;
}
