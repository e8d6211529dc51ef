namespace Engify.Features.Availability;

/// <summary>When a TA can be booked every week.</summary>
/// <param name="TimeZone">The IANA zone on whose clocks these are.</param>
/// <param name="Weekly">The periods, by day and start.</param>
public sealed record TaHoursResponse(string TimeZone, IReadOnlyList<WeeklyHours> Weekly)
{
    internal static TaHoursResponse From(string timeZone, IEnumerable<TaHours> hours) => new(
        timeZone,
        [
            .. hours.OrderBy(period => period.DayOfWeek).ThenBy(period => period.StartMinute)
                .ThenBy(period => period.ValidFrom).Select(WeeklyHours.Of),
        ]);

    internal static TaHoursResponse Example => new(
        "America/Toronto", [WeeklyHours.Example, WeeklyHours.Example with { Start = "13:00", End = "17:00" }]);
}
