namespace Engify.Features.Availability.ChangeCourseBookingRules;

/// <summary>What a course says itself of when and for how long its sessions may be booked, as it shall be.</summary>
/// <param name="NoticeMinutes">How long before its start a session must be booked; null for the institution's.</param>
/// <param name="HorizonDays">How many days ahead a session may start, 1 to 3660; null for the institution's.</param>
/// <param name="StepMinutes">
/// Sessions start at multiples of it after midnight, on the clocks of the TA, 1 to 1440; null for the institution's.
/// </param>
/// <param name="Durations">How long a session may last, in minutes; null for the institution's.</param>
/// <param name="StudentMaxMinutesPerWeek">How much a student may book in a week; null for the institution's.</param>
/// <param name="RequiresHours">
/// Whether a TA who has published no hours cannot be booked; null for the institution's.
/// </param>
public sealed record ChangeCourseBookingRulesBody(
    int? NoticeMinutes = null, int? HorizonDays = null, int? StepMinutes = null,
    IReadOnlyList<int>? Durations = null, int? StudentMaxMinutesPerWeek = null, bool? RequiresHours = null)
{
    internal static ChangeCourseBookingRulesBody Example => new(120, Durations: [30, 60, 90]);
}
