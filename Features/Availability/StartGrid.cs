namespace Engify.Features.Availability;

/// <summary>When sessions may begin: at multiples of a step after midnight, within a window.</summary>
/// <param name="Step">The minutes from one start to the next.</param>
/// <param name="Window">Starts lie in it.</param>
internal sealed record StartGrid(int Step, Period Window)
{
    private readonly Dictionary<TimeZoneInfo, Starts> known = [];

    /// <summary>The starts on the clocks of a zone, found once.</summary>
    public Starts Of(TimeZoneInfo zone)
    {
        if (!known.TryGetValue(zone, out var starts))
            known.Add(zone, starts = new Starts(zone, Step, Window));
        return starts;
    }
}
