using System.Globalization;
using Engify.Features.Availability;

namespace Engify.Tests.Availability;

/// <summary>Calendars for tests of what only computes.</summary>
internal static class Schedules
{
    public static readonly BookingTerms Usual = BookingTerms.Default;

    /// <summary>A TA who works on these days of the week, in hours and minutes such as <c>09:00-12:30</c>.</summary>
    public static TaSchedule Ta(string zone, params (DayOfWeek Day, string Hours)[] weekly)
    {
        var id = Guid.NewGuid();
        return new TaSchedule(
            id, TimeZoneInfo.FindSystemTimeZoneById(zone), HasHours: true,
            [.. weekly.Select(hours => Hours(id, hours.Day, hours.Hours))], [], [], 0, null, null, []);
    }

    /// <summary>A TA who works in these hours every day.</summary>
    public static TaSchedule Daily(string zone, params string[] hours) =>
        Ta(zone, [.. Enum.GetValues<DayOfWeek>().SelectMany(day => hours.Select(part => (day, part)))]);

    public static TaHours Hours(Guid ta, DayOfWeek day, string hours, DateOnly? from = null, DateOnly? to = null)
    {
        var (start, end) = Minutes(hours);
        return new TaHours(Guid.NewGuid(), ta, day, start, end, from, to);
    }

    /// <summary>The same TA with other hours on a date; without any, the TA is off.</summary>
    public static TaSchedule On(this TaSchedule ta, string date, params string[] hours) => ta with
    {
        Overrides =
        [
            .. ta.Overrides,
            .. hours.Length == 0
                ? [new TaDayOverride(Guid.NewGuid(), ta.TaId, Date(date), null, null)]
                : hours.Select(Minutes)
                    .Select(part => new TaDayOverride(Guid.NewGuid(), ta.TaId, Date(date), part.Start, part.End)),
        ],
    };

    public static CourseCalendar Course(
        TaSchedule ta, BookingTerms? rules = null, string zone = "UTC", IReadOnlyList<Period>? closures = null) =>
        Course([ta], rules, zone, closures);

    public static CourseCalendar Course(
        IReadOnlyList<TaSchedule> tas, BookingTerms? rules = null, string zone = "UTC",
        IReadOnlyList<Period>? closures = null) => new(
        new InstitutionCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), rules ?? Usual, closures ?? [], []),
        rules ?? Usual, tas);

    /// <summary>The slots of a course on some dates of the institution, where nothing but this is booked.</summary>
    public static IReadOnlyList<SlotDayResponse> Days(
        this CourseCalendar course, string first, string last, DateTimeOffset now, int minutes = 60,
        IReadOnlyList<BusyTime>? busy = null, StudentTimes? student = null)
    {
        var zone = course.Institution.Zone;
        var window = new Period(new LocalDay(zone, Date(first)).Start, new LocalDay(zone, Date(last)).End);
        return course.List(window, now, minutes, busy, student).Days(Date(first), Date(last));
    }

    public static SlotList List(
        this CourseCalendar course, Period window, DateTimeOffset now, int minutes = 60,
        IReadOnlyList<BusyTime>? busy = null, StudentTimes? student = null)
    {
        var (duration, grid) = (TimeSpan.FromMinutes(minutes), new StartGrid(course.StepMinutes, window));
        return new SlotList(
            course, now, duration,
            [.. course.Tas.Select(ta => new TaTimes(ta, grid, duration, busy ?? []))], student);
    }

    /// <summary>The times of day at which slots start, in a zone.</summary>
    public static IEnumerable<string> Starts(this IEnumerable<SlotDayResponse> days, string zone) =>
        days.SelectMany(day => day.Slots).Select(slot => TimeZoneInfo
            .ConvertTime(slot.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(zone))
            .ToString("HH:mm", CultureInfo.InvariantCulture));

    public static DateOnly Date(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture);

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>A session of an hour with a break.</summary>
    public static BusyTime Booked(string instant, int minutes = 60, int breakMinutes = 0) => new(
        Period.From(At(instant), minutes), At(instant).AddMinutes(minutes + breakMinutes));

    private static (int Start, int End) Minutes(string hours)
    {
        var parts = hours.Split('-', ':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0] * 60 + parts[1], parts[2] * 60 + parts[3]);
    }
}
