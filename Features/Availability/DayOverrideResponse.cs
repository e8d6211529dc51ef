namespace Engify.Features.Availability;

/// <summary>What replaces a TA's weekly hours on one date.</summary>
/// <param name="Date">The date, on the clocks of the TA.</param>
/// <param name="Hours">The periods of that date, by start; none on a day off.</param>
public sealed record DayOverrideResponse(DateOnly Date, IReadOnlyList<DayHours> Hours)
{
    internal static DayOverrideResponse From(DateOnly date, IEnumerable<TaDayOverride> rows) => new(
        date,
        [
            .. rows.Where(row => row.StartMinute is not null).OrderBy(row => row.StartMinute).Select(
                row => new DayHours(TimesOfDay.Of(row.StartMinute!.Value), TimesOfDay.Of(row.EndMinute!.Value))),
        ]);

    internal static DayOverrideResponse Example => new(new DateOnly(2026, 3, 14), [DayHours.Example]);
}
