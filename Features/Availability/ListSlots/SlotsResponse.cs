namespace Engify.Features.Availability.ListSlots;

/// <summary>When an individual session of a course can be booked.</summary>
/// <param name="TimeZone">The institution's time zone, to which the dates belong.</param>
/// <param name="DurationMinutes">How long the session lasts.</param>
/// <param name="Days">Every date, in order.</param>
public sealed record SlotsResponse(string TimeZone, int DurationMinutes, IReadOnlyList<SlotDayResponse> Days)
{
    internal static SlotsResponse Example => new("America/Toronto", 60, [SlotDayResponse.Example]);
}
