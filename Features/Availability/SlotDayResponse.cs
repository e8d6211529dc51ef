namespace Engify.Features.Availability;

/// <summary>The slots of a date.</summary>
/// <param name="Date">The date, on the clocks of the institution.</param>
/// <param name="Slots">The starts that can be booked, in order.</param>
/// <param name="Nothing">Where there are none, the code of the rule that explains it best.</param>
public sealed record SlotDayResponse(DateOnly Date, IReadOnlyList<SlotResponse> Slots, string? Nothing)
{
    internal static SlotDayResponse Example => new(new DateOnly(2026, 1, 17), [SlotResponse.Example], null);
}
