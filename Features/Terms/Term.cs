namespace Engify.Features.Terms;

/// <summary>A part of the academic year, such as a semester. Terms may overlap.</summary>
public sealed class Term(
    Guid id, string code, string name, DateOnly startsOn, DateOnly endsOn, DateTimeOffset? bookingOpensAt = null)
{
    /// <summary>No term starts before this day.</summary>
    public static readonly DateOnly FirstDay = new(1900, 1, 1);

    /// <summary>Every term ends before this day, which keeps arithmetic within bounds.</summary>
    public static readonly DateOnly EndOfDays = new(9000, 1, 1);

    /// <summary>The longest code, in characters.</summary>
    public const int MaxCodeLength = 20;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    public Guid Id { get; private set; } = id;

    /// <summary>Such as <c>2026-W</c>; unique, whatever the case.</summary>
    public string Code { get; private set; } = code;

    public string Name { get; private set; } = name;

    /// <summary>Its first day, on the clocks of the institution.</summary>
    public DateOnly StartsOn { get; private set; } = startsOn;

    /// <summary>Its last day, on the clocks of the institution.</summary>
    public DateOnly EndsOn { get; private set; } = endsOn;

    /// <summary>From when students may book sessions within it; null where they always may.</summary>
    public DateTimeOffset? BookingOpensAt { get; private set; } = bookingOpensAt;

    public void Change(
        string code, string name, DateOnly startsOn, DateOnly endsOn, DateTimeOffset? bookingOpensAt) =>
        (Code, Name, StartsOn, EndsOn, BookingOpensAt) = (code, name, startsOn, endsOn, bookingOpensAt);
}
