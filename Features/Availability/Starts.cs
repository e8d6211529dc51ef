using System.Runtime.InteropServices;

namespace Engify.Features.Availability;

/// <summary>
/// The starts in a window that are multiples of a step after midnight on the clocks of a zone, in order, each once: one
/// that the clocks skip is moved to the end of the gap.
/// </summary>
internal sealed class Starts
{
    private readonly List<DateTimeOffset> all = [];

    public Starts(TimeZoneInfo zone, int step, Period window)
    {
        var last = LocalDay.DateOf(zone, window.End);
        for (var date = LocalDay.DateOf(zone, window.Start).AddDays(-1); date <= last; date = date.AddDays(1))
        {
            var day = new LocalDay(zone, date);
            if (day.End < window.Start)
                continue;
            for (var minute = 0; minute < TaHours.MinutesOfDay; minute += step)
            {
                var start = day.At(minute);
                if (start >= window.Start && start < window.End && (all.Count == 0 || start > all[^1]))
                    all.Add(start);
            }
        }
    }

    /// <summary>Whether a session may begin then.</summary>
    public bool Contains(DateTimeOffset start) => all.BinarySearch(start) >= 0;

    /// <summary>Those from one instant until before another.</summary>
    public ReadOnlySpan<DateTimeOffset> Between(DateTimeOffset since, DateTimeOffset until)
    {
        var (first, end) = (PlaceOf(since), PlaceOf(until));
        return CollectionsMarshal.AsSpan(all)[first..end];

        int PlaceOf(DateTimeOffset instant) =>
            all.BinarySearch(instant) is var place && place < 0 ? ~place : place;
    }
}
