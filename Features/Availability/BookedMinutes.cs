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

    /// <summary>Whether a session more on its day stays within the limit.</summary>
    public bool FitOnDay(Period session, int max) =>
        Fit(days, LocalDay.DateOf(zone, session.Start), session, max);

    /// <summary>Whether a session more in its week, Monday to Sunday, stays within the limit.</summary>
    public bool FitInWeek(Period session, int max) =>
        Fit(weeks, MondayOf(LocalDay.DateOf(zone, session.Start)), session, max);

    private static bool Fit(Dictionary<DateOnly, TimeSpan> booked, DateOnly date, Period session, int max) =>
        booked.GetValueOrDefault(date) + (session.End - session.Start) <= TimeSpan.FromMinutes(max);

    private static void Add(Dictionary<DateOnly, TimeSpan> booked, DateOnly date, Period session) =>
        booked[date] = booked.GetValueOrDefault(date) + (session.End - session.Start);

    private static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
}
