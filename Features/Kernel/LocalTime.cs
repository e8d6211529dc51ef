namespace Engify.Features.Kernel;

/// <summary>Converts local times to instants across daylight-saving changes.</summary>
public static class LocalTime
{
    // No zone is further from UTC than this, and no gap is longer.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The first instant at which clocks in <paramref name="zone"/> show <paramref name="local"/> or later. A skipped
    /// time becomes the first time after the gap; of a repeated time, the first one counts.
    /// </summary>
    /// <remarks>
    /// It relies only on the conversion from UTC to local time. <see cref="TimeZoneInfo.IsInvalidTime"/> and
    /// <see cref="TimeZoneInfo.IsAmbiguousTime(DateTime)"/> miss the changes of zones with negative daylight saving,
    /// such as <c>Europe/Dublin</c>, and of zones that change their standard time.
    /// </remarks>
    public static DateTimeOffset ToInstant(this TimeZoneInfo zone, DateTime local)
    {
        var shown = new DateTimeOffset(local, TimeSpan.Zero);
        var (early, late) = (shown - Day, shown + Day);
        foreach (var offset in (ReadOnlySpan<TimeSpan>)[zone.GetUtcOffset(early), zone.GetUtcOffset(late)])
        {
            var instant = shown - offset;
            if (zone.GetUtcOffset(instant) == offset)
                return instant;
        }

        // The clocks skip this time somewhere between the two.
        while (late.Ticks - early.Ticks > 1)
        {
            var middle = early + ((late - early) / 2);
            if (middle + zone.GetUtcOffset(middle) < shown)
                early = middle;
            else
                late = middle;
        }

        return late;
    }

    /// <summary>
    /// The ISO 8601 week (Monday to Sunday, local midnight to local midnight) in which the instant lies.
    /// </summary>
    public static Period IsoWeekOf(this TimeZoneInfo zone, DateTimeOffset instant)
    {
        var today = TimeZoneInfo.ConvertTime(instant, zone).Date;
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return new Period(zone.ToInstant(monday), zone.ToInstant(monday.AddDays(7)));
    }
}
