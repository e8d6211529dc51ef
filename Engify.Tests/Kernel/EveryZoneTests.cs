namespace Engify.Tests.Kernel;

/// <summary>Every change of the clocks that the tz database of this machine knows, and those to come by rule.</summary>
public sealed class EveryZoneTests
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    // Before, a few were further from UTC than the 14 hours that .NET knows.
    private static readonly long Earliest = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static readonly List<ZoneFile> Zones = [.. ZoneFile.ReadAll()];

    [Fact]
    public void A_local_time_is_the_first_instant_at_which_the_clocks_show_it_or_later()
    {
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var zone in Zones)
        {
            var info = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);
            foreach (var (change, before) in KnownChanges(zone))
            {
                var from = change.At + Math.Min(before, change.Offset);
                var to = change.At + Math.Max(before, change.Offset);
                foreach (var local in (ReadOnlySpan<long>)[
                    from - Day, from - Hour, from - 1, from, from + 1, (from + to) / 2,
                    to - 1, to, to + 1, to + Hour, to + Day])
                {
                    asked++;
                    var expected = DateTimeOffset.FromUnixTimeSeconds(zone.FirstShown(local));
                    var actual = info.ToInstant(DateTimeOffset.FromUnixTimeSeconds(local).DateTime);
                    if (actual != expected)
                    {
                        wrong.Add(
                            $"{zone.Id} {DateTimeOffset.FromUnixTimeSeconds(local):s} at {actual:u}, not {expected:u}");
                    }
                }
            }
        }

        Assert.True(Zones.Count > 300 && asked > 100_000, $"Only {asked} times in {Zones.Count} zones were asked for.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked} are wrong: {string.Join("; ", wrong.Take(40))}");
    }

    [Fact]
    public void An_instant_lies_in_its_week_and_the_week_in_the_local_days_from_monday_to_sunday()
    {
        var wrong = new List<string>();
        foreach (var zone in Zones)
        {
            var info = TimeZoneInfo.FindSystemTimeZoneById(zone.Id);
            foreach (var (change, _) in KnownChanges(zone))
            {
                for (var hour = -26; hour <= 26; hour++)
                {
                    var instant = DateTimeOffset.FromUnixTimeSeconds(change.At + (hour * Hour));
                    var week = info.IsoWeekOf(instant);
                    var days = (TimeZoneInfo.ConvertTime(week.End, info).Date
                        - TimeZoneInfo.ConvertTime(week.Start, info).Date).TotalDays;
                    if (week.Start > instant || week.End <= instant || days is < 6 or > 8)
                        wrong.Add($"{zone.Id} {instant:u}: {week.Start:u} to {week.End:u}");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} are wrong: {string.Join("; ", wrong.Take(40))}");
    }

    /// <summary>
    /// Those that .NET can know: it keeps offsets in whole minutes, as clocks have been since 1972, and from 2038 on,
    /// where only the rule is left, it takes a time such as 24:00 for midnight of the same day.
    /// </summary>
    private static IEnumerable<(ZoneFile.Change Change, int Before)> KnownChanges(ZoneFile zone)
    {
        var before = zone.FirstOffset;
        for (var i = 0; i < zone.Changes.Count; i++)
        {
            var change = zone.Changes[i];
            if (change.At > Earliest && before % 60 == 0 && change.Offset % 60 == 0
                && (i < zone.Written - 1 || !zone.HasOddTimes))
            {
                yield return (change, before);
            }

            before = change.Offset;
        }
    }
}
