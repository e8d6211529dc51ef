using Engify.Features.GroupSessions;

namespace Engify.Features.Availability;

/// <summary>What is known of a TA's time, apart from what is booked.</summary>
/// <param name="TaId">The TA.</param>
/// <param name="Zone">Where the TA's clock is.</param>
/// <param name="HasHours">Whether the TA has ever published hours.</param>
/// <param name="Hours">The hours of each week.</param>
/// <param name="Overrides">What replaces them on single dates.</param>
/// <param name="Absences">When the TA is away, whatever the hours say.</param>
/// <param name="BreakMinutes">How long the TA has nothing after a session.</param>
/// <param name="MaxMinutesPerDay">The most that the TA can be booked for on a day of the zone.</param>
/// <param name="MaxMinutesPerWeek">The most that the TA can be booked for in a week of the zone.</param>
/// <param name="Weekly">The weekly group sessions that the TA gives.</param>
internal sealed record TaSchedule(
    Guid TaId, TimeZoneInfo Zone, bool HasHours, IReadOnlyList<TaHours> Hours, IReadOnlyList<TaDayOverride> Overrides,
    IReadOnlyList<Period> Absences, int BreakMinutes, int? MaxMinutesPerDay, int? MaxMinutesPerWeek,
    IReadOnlyList<GroupSessionTemplate> Weekly)
{
    /// <summary>The break after each session.</summary>
    public TimeSpan Break => TimeSpan.FromMinutes(BreakMinutes);

    /// <summary>When the TA works on a date, in minutes since midnight.</summary>
    public IEnumerable<(int Start, int End)> On(DateOnly date)
    {
        var instead = Overrides.Where(day => day.OnDate == date).ToList();
        return instead.Count > 0
            ? instead
                .Where(day => day.StartMinute is not null)
                .Select(day => (day.StartMinute!.Value, day.EndMinute!.Value))
            : Hours
                .Where(hours => hours.DayOfWeek == date.DayOfWeek
                    && !(date < hours.ValidFrom) && !(date > hours.ValidTo))
                .Select(hours => (hours.StartMinute, hours.EndMinute));
    }

    /// <summary>The dates on which the TA does not work at all.</summary>
    public IEnumerable<Period> DaysOff() =>
        from date in Overrides
        where date.StartMinute is null
        let day = new LocalDay(Zone, date.OnDate)
        where day.Start < day.End
        select new Period(day.Start, day.End);
}
