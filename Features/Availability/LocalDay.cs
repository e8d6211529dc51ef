namespace Engify.Features.Availability;

/// <summary>A date of a time zone, from midnight to midnight.</summary>
internal readonly struct LocalDay
{
    private readonly TimeZoneInfo zone;
    private readonly DateOnly date;

    // On most days all clocks run evenly, and the many times of a day need no time zone.
    private readonly bool isEven;

    public LocalDay(TimeZoneInfo zone, DateOnly date)
    {
        (this.zone, this.date) = (zone, date);
        Start = zone.ToInstant(date.ToDateTime(default));
        End = zone.ToInstant(date.AddDays(1).ToDateTime(default));
        isEven = End - Start == TimeSpan.FromDays(1) && zone.GetUtcOffset(Start) == zone.GetUtcOffset(End);
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>When clocks show a number of minutes after midnight; 1440 is the midnight at the end.</summary>
    public DateTimeOffset At(int minute) =>
        isEven ? Start.AddMinutes(minute) : zone.ToInstant(date.ToDateTime(default).AddMinutes(minute));

    /// <summary>The date that clocks show at an instant.</summary>
    public static DateOnly DateOf(TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
