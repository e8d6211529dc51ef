namespace Engify.Features.Domain;

/// <summary>From the clock on a wall to an instant, across daylight-saving changes.</summary>
public static class LocalTime
{
    /// <summary>
    /// The instant at which clocks in <paramref name="zone"/> show <paramref name="local"/>. A time that the clocks skip
    /// moves to the first one they show after the gap; of a time that they show twice, the first is taken.
    /// </summary>
    public static DateTimeOffset ToInstant(this TimeZoneInfo zone, DateTime local)
    {
        if (zone.IsInvalidTime(local))
        {
            // Clocks change at whole minutes; the gap is an hour at most places, half an hour or a day at a few.
            local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
            while (zone.IsInvalidTime(local))
                local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The ISO 8601 week (Monday to Sunday, local midnight to local midnight) in which the instant lies.</summary>
    public static Period IsoWeekOf(this TimeZoneInfo zone, DateTimeOffset instant)
    {
        var today = TimeZoneInfo.ConvertTime(instant, zone).Date;
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return new Period(zone.ToInstant(monday), zone.ToInstant(monday.AddDays(7)));
    }
}
