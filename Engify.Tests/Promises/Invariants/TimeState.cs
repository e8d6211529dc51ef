using System.Globalization;
using CsCheck;
using Engify.Features.Availability;

namespace Engify.Tests.Promises.Invariants;

/// <summary>Everything that may stand in the way of a session, at random, around a change of the clocks.</summary>
internal sealed record TimeState(
    DateOnly First, int Minutes, TaState[] Tas, RulesState Rules, Span[] OfStudent, bool IsStudentInactive,
    DateOnly? Closed, (DateOnly Date, int OpensInDays)? Term, Ask[] Asks)
{
    public const int Dates = 3;

    private static readonly string[] Zones =
    [
        "UTC", "America/Toronto", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe",
        "Asia/Kathmandu", "Pacific/Apia",
    ];

    /// <summary>The day before a change of the clocks in one of the zones, both ways, and days without.</summary>
    private static readonly string[] Days =
    [
        "2026-03-07", "2026-10-31", // Toronto
        "2026-03-28", "2026-10-24", // London and Dublin
        "2026-03-21", "2027-02-06", // Casablanca
        "2026-04-03", "2026-10-02", // Lord Howe
        "2026-03-05", "2026-06-10",
    ];

    public DateOnly Last => First.AddDays(Dates - 1);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    /// <summary>Null most of the time.</summary>
    private static Gen<T?> Seldom<T>(Gen<T> value)
        where T : struct =>
        from place in Gen.Int[0, 3]
        from some in value
        select place == 0 ? some : (T?)null;

    private static readonly Gen<Span> Spans =
        from start in Gen.Int[-4, (24 * 4 * Dates) + 8]
        from quarters in Gen.Int[1, 12]
        from rest in OneOf(0, 0, 15, 45)
        select new Span(start * 15, quarters * 15, rest);

    private static readonly Gen<(int, int)> Hours =
        from start in Gen.Int[0, 95]
        from quarters in Gen.Int[1, 40]
        select (start * 15, Math.Min((start + quarters) * 15, TaHours.MinutesOfDay));

    private static readonly Gen<TaState> Ta =
        from zone in OneOf(Zones)
        from weekly in Gen.Select(Gen.Int[0, Dates], Hours).Array[0, 6]
        from overrides in Gen.Select(Gen.Int[-1, Dates], Hours.Array[0, 2]).Array[0, 1]
        from absences in Spans.Array[0, 1]
        from sessions in Spans.Array[0, 4]
        from rest in OneOf(0, 0, 15, 30)
        from day in Seldom(OneOf(60, 120, 180))
        from week in Seldom(OneOf(90, 180, 300))
        from plan in Seldom(Gen.Select(Gen.Int[0, Dates - 1], Gen.Int[0, 85], OneOf(Zones), Gen.Bool))
        select new TaState(
            zone, Apart(weekly), [.. overrides.Where(date => Apart([.. date.Item2.Select(part => (0, part))]).Length
                == date.Item2.Length)], absences, sessions, rest, day, week, plan);

    private static readonly Gen<RulesState> RulesGen =
        from notice in Seldom(Gen.Int[-600, 60 * 24 * Dates])
        from horizon in Seldom(Gen.Int[1, Dates])
        from step in OneOf<int?>(null, 15, 20, 30, 60, 45)
        from durations in Seldom(Gen.Bool)
        from week in Seldom(OneOf(60, 120, 240))
        from requires in Gen.Bool
        select new RulesState(notice, horizon, step, durations, week, requires);

    private static readonly Gen<Ask> Asked =
        from ta in Gen.Int[0, 2]
        from place in Gen.Int[0, 10_000]
        from late in Gen.Int[0, 4]
        select new Ask(ta, place, late == 0);

    public static readonly Gen<TimeState> Any =
        from day in OneOf(Days)
        from minutes in OneOf(30, 60, 60, 90, 45, 120)
        from tas in Ta.Array[2]
        from rules in RulesGen
        from student in Spans.Array[0, 2]
        from inactive in Gen.Int[0, 25]
        from closed in Seldom(Gen.Int[0, Dates - 1])
        from term in Seldom(Gen.Select(Gen.Int[0, Dates - 1], Gen.Int[-1, 1]))
        from asks in Asked.Array[6]
        let first = DateOnly.Parse(day, CultureInfo.InvariantCulture)
        select new TimeState(
            first, minutes, tas, rules, student, inactive == 0,
            closed is { } date ? first.AddDays(date) : null,
            term is { } opens ? (first.AddDays(opens.Item1), opens.Item2) : null, asks);

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
    (int Day, int Start, string Zone, bool IsCalledOff)? Plan);

/// <summary>Notice and horizon are told from the midnight of the first date.</summary>
internal sealed record RulesState(
    int? Notice, int? Horizon, int? Step, bool? HasDurations, int? StudentMax, bool RequiresHours);

/// <summary>A start that is tried: which TA's, 2 for any; which of the grid's; and whether a little off it.</summary>
internal sealed record Ask(int Ta, int Place, bool IsOff);
