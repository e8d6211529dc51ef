namespace Engify.Features.Availability.ChangeBookingRules;

/// <summary>When and for how long individual sessions may be booked, as it shall be.</summary>
/// <param name="NoticeMinutes">How long before its start a session must be booked; null for 0.</param>
/// <param name="HorizonDays">How many days ahead a session may start, 1 to 3660; null for 365.</param>
/// <param name="StepMinutes">
/// Sessions start at multiples of it after midnight, on the clocks of the TA, 1 to 1440; null for any minute.
/// </param>
/// <param name="Durations">How long a session may last, in minutes; null for any from 15 to 480.</param>
/// <param name="StudentMaxMinutesPerWeek">How much a student may book in a week; null for any amount.</param>
/// <param name="RequiresHours">Whether a TA who has published no hours cannot be booked; null for false.</param>
public sealed record ChangeBookingRulesBody(
    int? NoticeMinutes = null, int? HorizonDays = null, int? StepMinutes = null,
    IReadOnlyList<int>? Durations = null, int? StudentMaxMinutesPerWeek = null, bool? RequiresHours = null)
{
    internal static ChangeBookingRulesBody Example => new(120, 60, 30, [30, 60, 90], 240, true);
}
