namespace Engify.Features.Availability;

/// <summary>A period of every week, on the clocks of the TA.</summary>
/// <param name="DayOfWeek">On which day: 0 is Sunday, 6 is Saturday.</param>
/// <param name="Start">When it begins, such as <c>09:00</c>.</param>
/// <param name="End">When it ends, such as <c>17:00</c>; <c>24:00</c> is the midnight at the end of the day.</param>
/// <param name="From">The first date on which it holds; null for ever since.</param>
/// <param name="To">The last date on which it holds; null for ever on.</param>
public sealed record WeeklyHours(int DayOfWeek, string Start, string End, DateOnly? From = null, DateOnly? To = null)
    : IWeeklyHours
{
    public static WeeklyHours Of(TaHours hours) => new(
        (int)hours.DayOfWeek, TimesOfDay.Of(hours.StartMinute), TimesOfDay.Of(hours.EndMinute), hours.ValidFrom,
        hours.ValidTo);

    internal sealed class Validator : WeeklyHoursValidator<WeeklyHours>;

    internal static WeeklyHours Example => new(
        1, "09:00", "12:00", new DateOnly(2026, 1, 5), new DateOnly(2026, 4, 30));
}
