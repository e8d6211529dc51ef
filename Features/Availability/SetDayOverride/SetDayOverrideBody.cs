namespace Engify.Features.Availability.SetDayOverride;

/// <summary>When a TA can be booked on one date.</summary>
/// <param name="Hours">The periods, which must not overlap; none for a day off.</param>
public sealed record SetDayOverrideBody(IReadOnlyList<DayHours> Hours)
{
    internal static SetDayOverrideBody Example => new([DayHours.Example]);
}
