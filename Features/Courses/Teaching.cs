namespace Engify.Features.Courses;

/// <summary>Who teaches what, in SQL.</summary>
internal static class Teaching
{
    /// <summary>
    /// Finds that an active TA teaches an active course, and keeps it so: whoever ends it waits, and knows what was
    /// booked before.
    /// </summary>
    /// <param name="course">The course's id, as an expression, like the other.</param>
    /// <param name="ta">The TA's id.</param>
    /// <param name="read">
    /// The name of what was read of the TA, with its <c>xmin</c> as <c>version</c>, if the TA must not have changed
    /// since.
    /// </param>
    public static string Held(string course, string ta, string? read = null) =>
        $"""
        SELECT FROM course_tas
                    JOIN courses ON courses.id = course_id AND courses.is_active
                    JOIN tas ON tas.id = ta_id AND tas.is_active{UnchangedSince(read)}
                    WHERE course_id = {course} AND ta_id = {ta} FOR KEY SHARE
        """;

    private static string UnchangedSince(string? read) =>
        read is null ? "" : $" AND tas.xmin = (SELECT version FROM {read})";
}
