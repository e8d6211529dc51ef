namespace Engify.Features.Kernel;

/// <summary>
/// A period of time that includes its start but not its end, so that back-to-back sessions do not overlap.
/// </summary>
public readonly record struct Period
{
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public Period(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
            throw new ArgumentException($"A period ends after it starts, not {start:O} to {end:O}.", nameof(end));
        (Start, End) = (start, end);
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public static Period From(DateTimeOffset start, int minutes) => new(start, start.AddMinutes(minutes));

    public bool Overlaps(Period other) => Start < other.End && other.Start < End;

    public bool Contains(Period other) => Start <= other.Start && other.End <= End;
}
