using System.Globalization;
using CsCheck;
using Engify.Features.Availability;

namespace Engify.Tests.Promises.Invariants;

/// <summary>Everything that may stand in the way of a session, at random, around a change of the clocks.</summary>
internal sealed record TimeState(
    DateOnly First, int Minutes, TaState[] Tas, RulesState Rules, Span[] OfStudent, bool IsStudentInactive,
    (DateOnly First, DateOnly Last)? Closed, (DateOnly Date, int OpensInDays)? Term, Ask[] Asks)
{
    public const int Dates = 3;

    private static readonly string[] Zones =
    [
        "UTC", "America/Toronto", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo",
        "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    ];

    /// <summary>
    /// The day before a change of the clocks, both ways, in zones of which most TAs are then; and days without.
    /// </summary>
    private static readonly (string First, string[] Zones)[] Days =
    [
        ("2026-03-07", ["America/Toronto"]),
        ("2026-10-31", ["America/Toronto"]),
        ("2026-03-28", ["Europe/London", "Europe/Dublin"]),
        ("2026-10-24", ["Europe/London", "Europe/Dublin"]),
        ("2026-03-21", ["Africa/Casablanca"]),
        ("2027-02-06", ["Africa/Casablanca"]),
        ("2026-04-23", ["Africa/Cairo"]), // at midnight, as in Santiago
        ("2026-10-28", ["Africa/Cairo"]),
        ("2026-09-05", ["America/Santiago"]),
        ("2026-04-03", ["Australia/Lord_Howe", "America/Santiago"]),
        ("2026-10-02", ["Australia/Lord_Howe"]),
        ("2026-06-10", Zones),
        ("2026-03-01", Zones), // around the present
    ];

    public DateOnly Last => First.AddDays(Dates - 1);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    /// <summary>Null but for one time in so many.</summary>
    private static Gen<T?> Once<T>(int among, Gen<T> value)
        where T : struct =>
        from place in Gen.Int[1, among]
        from some in value
        select place == 1 ? some : (T?)null;

    private static readonly Gen<Span> Spans =
        from start in Gen.Int[-4, (24 * 4 * Dates) + 8]
        from quarters in Gen.Int[1, 12]
        from rest in OneOf(0, 0, 15, 45)
        select new Span(start * 15, quarters * 15, rest);

    private static readonly Gen<(int, int)> Hours =
        from start in Gen.Int[0, 95]
        from quarters in Gen.Int[1, 40]
        select (start * 15, Math.Min((start + quarters) * 15, TaHours.MinutesOfDay));

    private static readonly (int, (int, int))[] RoundTheClock =
        [.. Enumerable.Range(0, 7).Select(day => (day, (0, TaHours.MinutesOfDay)))];

    private static Gen<TaState> Ta(string[] zones) =>
        from zone in Gen.OneOf(OneOf(zones), OneOf(zones), OneOf(Zones))
        from some in Gen.Select(Gen.Int[0, Dates], Hours).Array[0, 6]
        from weekly in OneOf(some, some, RoundTheClock)
        from overrides in Gen.Select(Gen.Int[-1, Dates], Hours.Array[0, 2]).Array[0, 1]
        from absences in Spans.Array[0, 1]
        from sessions in Spans.Array[0, 6]
        from rest in OneOf(0, 15, 30, 60)
        from day in Once(3, OneOf(60, 120, 180, 240))
        from week in Once(3, OneOf(90, 180, 300, 420))
        from plan in Once(2, Gen.Select(Gen.Int[0, Dates - 1], Gen.Int[0, 85], OneOf(Zones), Plans))
        select new TaState(
            zone, Apart(weekly), [.. overrides.Where(date => Apart([.. date.Item2.Select(part => (0, part))]).Length
                == date.Item2.Length)], absences, sessions, rest, day, week, plan);

    private static Gen<PlanKind> Plans => OneOf(
        PlanKind.NotYetScheduled, PlanKind.NotYetScheduled, PlanKind.Scheduled, PlanKind.CalledOff);

    private static readonly Gen<RulesState> RulesGen =
        from notice in Once(4, Gen.Int[-40, 24 * 4 * Dates])
        from horizon in Once(4, Gen.Int[1, Dates])
        from step in OneOf<int?>(null, 15, 20, 30, 60, 45)
        from durations in Once(6, Gen.Bool)
        from week in Once(3, OneOf(60, 120, 180, 240))
        from requires in Gen.Bool
        select new RulesState(notice * 15, horizon, step, durations, week, requires);

    private static readonly Gen<Ask> Asked =
        from ta in Gen.Int[0, 2]
        from code in Gen.Int[0, 10_000]
        from place in Gen.Int[0, 10_000]
        from late in Gen.Int[0, 9]
        select new Ask(ta, code, place, late == 0);

    public static readonly Gen<TimeState> Any =
        from day in OneOf(Days)
        from minutes in OneOf(30, 60, 60, 90, 45, 120)
        from tas in Ta(day.Zones).Array[2]
        from rules in RulesGen
        from student in Spans.Array[0, 3]
        from inactive in Gen.Int[0, 25]
        from closed in Once(4, Gen.Select(Gen.Int[-1, Dates - 1], Gen.Int[0, 1]))
        from term in Once(4, Gen.Select(Gen.Int[0, Dates - 1], Gen.Int[-1, 1]))
        from asks in Asked.Array[6]
        let first = DateOnly.Parse(day.First, CultureInfo.InvariantCulture)
        select new TimeState(
            first, minutes, tas, rules, student, inactive == 0,
            closed is var (since, more) ? (first.AddDays(since), first.AddDays(since + more)) : null,
            term is var (date, opens) ? (first.AddDays(date), opens) : null, asks);

    /// <summary>Leaves out hours that overlap others of their day.</summary>
    private static (int Day, (int Start, int End) Hours)[] Apart((int Day, (int Start, int End) Hours)[] all)
    {
        var apart = new List<(int Day, (int Start, int End) Hours)>();
        foreach (var part in all)
        {
            if (!apart.Exists(other => other.Day % 7 == part.Day % 7
                && other.Hours.Start < part.Hours.End && part.Hours.Start < other.Hours.End))
            {
                apart.Add(part);
            }
        }

        return [.. apart];
    }
}

/// <summary>A time, in minutes since the midnight of the first date in UTC, and the break after it.</summary>
internal sealed record Span(int Start, int Minutes, int Break);

/// <summary>A TA; days count from the first date.</summary>
internal sealed record TaState(
    string Zone, (int Day, (int Start, int End) Hours)[] Weekly, (int Day, (int Start, int End)[] Hours)[] Overrides,
    Span[] Absences, Span[] Sessions, int Break, int? MaxPerDay, int? MaxPerWeek,
    (int Day, int Start, string Zone, PlanKind Kind)? Plan);

/// <summary>What has become of a weekly group session.</summary>
internal enum PlanKind
{
    NotYetScheduled,
    Scheduled,
    CalledOff,
}

/// <summary>Notice and horizon are told from the midnight of the first date.</summary>
internal sealed record RulesState(
    int? Notice, int? Horizon, int? Step, bool? HasDurations, int? StudentMax, bool RequiresHours);

/// <summary>
/// A start that is tried: which TA's, 2 for any; of which answer, so that the seldom ones are heard as well; which of
/// those; and whether a little off it.
/// </summary>
internal sealed record Ask(int Ta, int Code, int Place, bool IsOff);
