namespace Engify.Features.Availability;

/// <summary>A period of the week in which a TA can be booked, on the clocks of the TA's zone.</summary>
public sealed class TaHours(
    Guid id, Guid taId, DayOfWeek dayOfWeek, int startMinute, int endMinute, DateOnly? validFrom, DateOnly? validTo)
{
    /// <summary>The minutes of a day; as an end, the midnight that ends it.</summary>
    public const int MinutesOfDay = 1440;

    public Guid Id { get; private set; } = id;

    public Guid TaId { get; private set; } = taId;

    public DayOfWeek DayOfWeek { get; private set; } = dayOfWeek;

    /// <summary>In minutes since midnight.</summary>
    public int StartMinute { get; private set; } = startMinute;

    /// <summary>In minutes since midnight; 1440 is the midnight at the end of the day.</summary>
    public int EndMinute { get; private set; } = endMinute;

    /// <summary>The first date on which it holds; null for ever since.</summary>
    public DateOnly? ValidFrom { get; private set; } = validFrom;

    /// <summary>The last date on which it holds; null for ever on.</summary>
    public DateOnly? ValidTo { get; private set; } = validTo;

    /// <summary>Whether both, of one TA and day, have a time in common.</summary>
    public bool Overlaps(TaHours other) =>
        StartMinute < other.EndMinute && other.StartMinute < EndMinute
        && !(ValidTo < other.ValidFrom) && !(other.ValidTo < ValidFrom);
}
