namespace Engify.Features.Availability;

/// <summary>
/// How much somebody has booked, by the dates on which sessions begin. <c>Features/Bookings/Limits.cs</c> says the same
/// in SQL.
/// </summary>
internal sealed class BookedMinutes
{
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<DateOnly, TimeSpan> days = [];
    private readonly Dictionary<DateOnly, TimeSpan> weeks = [];

    public BookedMinutes(TimeZoneInfo zone, IEnumerable<BusyTime> sessions)
    {
        this.zone = zone;
        foreach (var (session, _, isScheduled) in sessions)
        {
            if (!isScheduled)
                continue;
            var date = LocalDay.DateOf(zone, session.Start);
            Add(days, date, session);
            Add(weeks, MondayOf(date), session);
        }
    }

    /// <summary>
    /// Whether a session more stays within the limits of its day and of its week, Monday to Sunday; null for none.
    /// </summary>
    public bool Fit(Period session, int? maxPerDay, int? maxPerWeek)
    {
        var date = LocalDay.DateOf(zone, session.Start);
        return Fit(days, date, session, maxPerDay) && Fit(weeks, MondayOf(date), session, maxPerWeek);
    }

    private static bool Fit(Dictionary<DateOnly, TimeSpan> booked, DateOnly date, Period session, int? max) =>
        max is not { } most
        || booked.GetValueOrDefault(date) + (session.End - session.Start) <= TimeSpan.FromMinutes(most);

    private static void Add(Dictionary<DateOnly, TimeSpan> booked, DateOnly date, Period session) =>
        booked[date] = booked.GetValueOrDefault(date) + (session.End - session.Start);

    private static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
}
