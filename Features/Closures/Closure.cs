namespace Engify.Features.Closures;

/// <summary>Days on which there are no sessions at all, such as a reading week.</summary>
public sealed class Closure(Guid id, string name, DateOnly startsOn, DateOnly endsOn)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    public Guid Id { get; private set; } = id;

    public string Name { get; private set; } = name;

    /// <summary>Its first day, on the clocks of the institution.</summary>
    public DateOnly StartsOn { get; private set; } = startsOn;

    /// <summary>Its last day, on the clocks of the institution.</summary>
    public DateOnly EndsOn { get; private set; } = endsOn;

    /// <summary>
    /// From the midnight before its first day to the one after its last; null if the clocks skip all its days.
    /// </summary>
    /// <param name="zone">The institution's.</param>
    public Period? PeriodIn(TimeZoneInfo zone)
    {
        var start = zone.ToInstant(StartsOn.ToDateTime(TimeOnly.MinValue));
        var end = zone.ToInstant(EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue));
        return start < end ? new Period(start, end) : null;
    }

    public void Change(string name, DateOnly startsOn, DateOnly endsOn) =>
        (Name, StartsOn, EndsOn) = (name, startsOn, endsOn);
}
