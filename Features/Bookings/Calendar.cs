namespace Engify.Features.Bookings;

/// <summary>Who is busy when, in SQL. <see cref="Periods"/> is the same for LINQ.</summary>
/// <remarks>
/// The last conditions are those of <see cref="Periods.LongestBlock"/> and <see cref="Periods.LongestSession"/>.
/// Without them, PostgreSQL would read an index on the start from its beginning.
/// </remarks>
internal static class Calendar
{
    /// <summary>
    /// Whether a TA has a session that is not cancelled and, with the break after it, meets a period.
    /// </summary>
    /// <param name="ta">The TA's id, as an expression, like the others.</param>
    /// <param name="start">When the period starts.</param>
    /// <param name="end">When it ends; for a session, when the break after it does.</param>
    public static string TaIsBusy(string ta, string start, string end) =>
        $"""
        EXISTS (
                    SELECT FROM bookings b
                    WHERE b.ta_id = {ta} AND b.status <> 'CANCELLED'
                        AND b.starts_at < {end} AND b.blocked_until > {start}
                        AND b.starts_at > {start} - interval '28 hours')
        """;

    /// <summary>Whether a student has an active place in a session that overlaps a period.</summary>
    /// <param name="student">The student's id, as an expression, like the others.</param>
    /// <param name="start">When the period starts.</param>
    /// <param name="end">When it ends.</param>
    public static string StudentIsBusy(string student, string start, string end) =>
        $"""
        EXISTS (
                    SELECT FROM booking_students p
                    WHERE p.student_id = {student} AND p.is_active
                        AND p.starts_at < {end} AND p.ends_at > {start} AND p.starts_at > {start} - interval '1 day')
        """;
}
