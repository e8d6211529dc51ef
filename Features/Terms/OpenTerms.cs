namespace Engify.Features.Terms;

/// <summary>When sessions may be booked, in SQL.</summary>
internal static class OpenTerms
{
    /// <summary>
    /// Whether a session may be booked at <c>@now</c>: unless its date, on the clocks of the institution's
    /// <c>@zone</c>, lies in terms that all open later.
    /// </summary>
    /// <param name="start">When it starts, as an expression.</param>
    public static string Have(string start) =>
        $"""
        (
                    SELECT every(coalesce(booking_opens_at > @now, false)) FROM terms
                    WHERE ({start} AT TIME ZONE @zone)::date BETWEEN starts_on AND ends_on) IS NOT TRUE
        """;
}
