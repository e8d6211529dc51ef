namespace Engify.Features.Availability;

/// <summary>When and for how long individual sessions may be booked, with everything inherited.</summary>
/// <param name="NoticeMinutes">How long before its start a session must be booked.</param>
/// <param name="HorizonDays">How many days ahead a session may start.</param>
/// <param name="StepMinutes">
/// Sessions start at multiples of it after midnight, on the clocks of the TA's zone; null for any minute.
/// </param>
/// <param name="Durations">How long a session may last, in minutes, ascending; null for 15 to 480.</param>
/// <param name="StudentMaxMinutesPerWeek">How much a student may book in a week; null for any amount.</param>
/// <param name="RequiresHours">Whether a TA who has published no hours cannot be booked.</param>
public record BookingTerms(
    int NoticeMinutes, int HorizonDays, int? StepMinutes, IReadOnlyList<int>? Durations, int? StudentMaxMinutesPerWeek,
    bool RequiresHours)
{
    /// <summary>What holds where nobody has said anything.</summary>
    public static readonly BookingTerms Default = new(
        NoticeMinutes: 0, HorizonDays: 365, StepMinutes: null, Durations: null, StudentMaxMinutesPerWeek: null,
        RequiresHours: false);

    /// <summary>These, but for what <paramref name="own"/> says itself.</summary>
    public BookingTerms With(BookingRuleSet? own) => own is null
        ? this
        : new(
            own.NoticeMinutes ?? NoticeMinutes, own.HorizonDays ?? HorizonDays, own.StepMinutes ?? StepMinutes,
            own.Durations ?? Durations, own.StudentMaxMinutesPerWeek ?? StudentMaxMinutesPerWeek,
            own.RequiresHours ?? RequiresHours);

    internal static BookingTerms Example => new(120, 60, 30, [30, 60, 90], 240, true);
}
