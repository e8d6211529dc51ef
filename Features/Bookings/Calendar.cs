namespace Engify.Features.Bookings;

/// <summary>Who is busy when, in SQL. <see cref="Periods"/> is the same for LINQ.</summary>
internal static class Calendar
{
    /// <summary>Whether a TA has a session that is not cancelled and overlaps a period.</summary>
    /// <param name="ta">The TA's id, as an expression, like the others.</param>
    /// <param name="start">When the period starts.</param>
    /// <param name="end">When it ends.</param>
    public static string TaIsBusy(string ta, string start, string end) =>
        $"""
        EXISTS (
                    SELECT FROM bookings b
                    WHERE b.ta_id = {ta} AND b.status <> 'CANCELLED' AND {Overlaps("b", start, end)})
        """;

    /// <summary>Whether a student has an active place in a session that overlaps a period.</summary>
    /// <param name="student">The student's id, as an expression, like the others.</param>
    /// <param name="start">When the period starts.</param>
    /// <param name="end">When it ends.</param>
    public static string StudentIsBusy(string student, string start, string end) =>
        $"""
        EXISTS (
                    SELECT FROM booking_students p
                    WHERE p.student_id = {student} AND p.is_active AND {Overlaps("p", start, end)})
        """;

    // The last condition is that of Periods.LongestSession. Without it, PostgreSQL would read an index on the start
    // from its beginning.
    private static string Overlaps(string row, string start, string end) =>
        $"{row}.starts_at < {end} AND {row}.ends_at > {start} AND {row}.starts_at > {start} - interval '1 day'";
}
