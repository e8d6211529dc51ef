namespace Engify.Features.Availability;

/// <summary>
/// What replaces a TA's weekly hours on one date of the TA's zone: one of the periods of that date, or the day off.
/// </summary>
public sealed class TaDayOverride(Guid id, Guid taId, DateOnly onDate, int? startMinute, int? endMinute)
{
    public Guid Id { get; private set; } = id;

    public Guid TaId { get; private set; } = taId;

    public DateOnly OnDate { get; private set; } = onDate;

    /// <summary>In minutes since midnight; null on a day off.</summary>
    public int? StartMinute { get; private set; } = startMinute;

    /// <summary>In minutes since midnight, of which 1440 is the midnight at the end; null on a day off.</summary>
    public int? EndMinute { get; private set; } = endMinute;
}
