namespace Engify.Features.Availability;

/// <summary>What a course says itself of when and for how long its sessions may be booked.</summary>
/// <param name="NoticeMinutes">How long before its start a session must be booked.</param>
/// <param name="HorizonDays">How many days ahead a session may start.</param>
/// <param name="StepMinutes">Sessions start at multiples of it after midnight.</param>
/// <param name="Durations">How long a session may last, in minutes.</param>
/// <param name="StudentMaxMinutesPerWeek">How much a student may book in a week.</param>
/// <param name="RequiresHours">Whether a TA who has published no hours cannot be booked.</param>
public sealed record OwnBookingRules(
    int? NoticeMinutes, int? HorizonDays, int? StepMinutes, IReadOnlyList<int>? Durations,
    int? StudentMaxMinutesPerWeek, bool? RequiresHours)
{
    internal static OwnBookingRules From(BookingRuleSet? own) => new(
        own?.NoticeMinutes, own?.HorizonDays, own?.StepMinutes, own?.Durations, own?.StudentMaxMinutesPerWeek,
        own?.RequiresHours);

    internal static OwnBookingRules Example => new(120, null, null, [30, 60, 90], null, null);
}
