namespace Engify.Features.Availability.ChangeTaHours;

/// <summary>When a TA can be booked every week, as it shall be.</summary>
/// <param name="Weekly">The periods. Those of one day must not overlap while both hold.</param>
/// <param name="TimeZone">The IANA zone on whose clocks they are; null for the one that the TA has.</param>
public sealed record ChangeTaHoursBody(IReadOnlyList<WeeklyHours> Weekly, string? TimeZone = null)
{
    internal static ChangeTaHoursBody Example => new(TaHoursResponse.Example.Weekly, "America/Toronto");
}
