using System.Collections.Concurrent;
using System.Globalization;

namespace Engify.Tests.Promises.Invariants;

/// <summary>
/// The rules of time as plainly as they can be said: a session is looked at minute by minute, and so are the clocks.
/// Only what was worked out once is remembered.
/// </summary>
internal sealed class TimeModel
{
    private static readonly ConcurrentDictionary<(string Zone, DateTime Local), DateTimeOffset> Instants = [];

    private readonly Dictionary<(int Ta, Period Session), string?> refusals = [];
    private readonly TimeState state;
    private readonly DateTimeOffset now;
    private readonly TimeZoneInfo institution;
    private readonly List<(Period Session, DateTimeOffset BlockedUntil)>[] booked;
    private readonly List<(DateTimeOffset Start, DateTimeOffset End)>[] hours;
    private readonly List<DateTimeOffset>?[] grids = new List<DateTimeOffset>?[2];

    public TimeModel(TimeState state, DateTimeOffset now, TimeZoneInfo institution)
    {
        (this.state, this.now, this.institution) = (state, now, institution);
        // As the database does it: of what overlaps, the first stays.
        booked =
        [
            .. state.Tas.Index().Select(ta => Apart(
                [.. ScheduledPlan(ta.Index), .. ta.Item.Sessions.Select(span => (At(span), span.Break))])),
        ];
        OfStudent = [.. Apart(state.OfStudent.Select(span => (At(span), 0))).Select(time => time.Session)];
        hours = [.. state.Tas.Index().Select(ta => Hours(ta.Index))];
        Notice = state.Rules.Notice is { } notice
            ? Math.Max(0, (int)(Midnight.AddMinutes(notice) - now).TotalMinutes)
            : 0;
        Horizon = state.Rules.Horizon is { } horizon
            ? Math.Max((Notice / (24 * 60)) + 1, (int)(Midnight - now).TotalDays + horizon)
            : 365;
    }

    public int Notice { get; }

    public int Horizon { get; }

    public int[]? Durations => state.Rules.HasDurations is { } has ? has ? [30, 60, 90] : [45] : null;

    public IReadOnlyList<Period> OfStudent { get; }

    public IReadOnlyList<(Period Session, DateTimeOffset BlockedUntil)> Booked(int ta) => booked[ta];

    public DateTimeOffset Midnight => new(state.First.ToDateTime(default), TimeSpan.Zero);

    public Period At(Span span) => Period.From(Midnight.AddMinutes(span.Start), span.Minutes);

    public static TimeZoneInfo Zone(TaState ta) => TimeZoneInfo.FindSystemTimeZoneById(ta.Zone);

    public bool HasHours(int ta) =>
        state.Tas[ta].Weekly.Length > 0 || state.Tas[ta].Overrides.Any(date => date.Hours.Length > 0);

    /// <summary>Whether an instant lies on one of the dates that are asked about.</summary>
    public bool IsInWindow(DateTimeOffset instant) =>
        LocalDate(institution, instant) is var date && date >= state.First && date <= state.Last;

    /// <summary>The starts on a TA's grid on one of the dates.</summary>
    public IEnumerable<DateTimeOffset> Grid(int ta, DateOnly date) =>
        Grid(ta).Where(start => LocalDate(institution, start) == date);

    /// <summary>The starts on a TA's grid in the window, in no order.</summary>
    public IReadOnlyList<DateTimeOffset> Grid(int ta) => grids[ta] ??= FindGrid(ta);

    private List<DateTimeOffset> FindGrid(int ta)
    {
        var step = state.Rules.Step ?? 30;
        return
        [
            .. Enumerable.Range(-1, TimeState.Dates + 2)
                .SelectMany(day => Enumerable.Range(0, ((24 * 60) - 1) / step + 1)
                    .Select(number => Local(ta, day, number * step)))
                .Where(IsInWindow)
                .Distinct(),
        ];
    }

    /// <summary>The code of the first rule that stands in the way of a session with a TA.</summary>
    public string? Refusal(int number, Period session)
    {
        if (!refusals.TryGetValue((number, session), out var code))
            refusals.Add((number, session), code = FirstRefusal(number, session));
        return code;
    }

    private string? FirstRefusal(int number, Period session)
    {
        var ta = state.Tas[number];
        if (General(session) is { } general)
            return general;
        if (state.Rules.Step is not null && !Grid(number).Contains(session.Start))
            return "start_not_offered";
        if (state.IsStudentInactive)
            return "student_inactive";
        if (IsClosed(session))
            return "institution_closed";
        if (!Works(number, session))
            return "outside_ta_hours";
        if (booked[number].Exists(other =>
                other.Session.Start < session.End.AddMinutes(ta.Break) && other.BlockedUntil > session.Start)
            || (Plan(number) is { } plan && plan.Start < session.End.AddMinutes(ta.Break)
                && plan.End.AddMinutes(ta.Break) > session.Start))
        {
            return "ta_not_available";
        }

        var sessions = booked[number].Select(other => other.Session).ToList();
        if (Sum(sessions, session, Zone(ta), SameDay) > ta.MaxPerDay
            || Sum(sessions, session, Zone(ta), SameWeek) > ta.MaxPerWeek)
        {
            return "ta_limit_reached";
        }

        if (OfStudent.Any(session.Overlaps))
            return "student_not_available";
        return Sum(OfStudent, session, institution, SameWeek) > state.Rules.StudentMax ? "student_limit_reached" : null;
    }

    /// <summary>The same if no TA is named.</summary>
    public string? Refusal(Period session)
    {
        var each = state.Tas.Index().Select(ta => Refusal(ta.Index, session)).ToList();
        var ofOneTa = new[] { "start_not_offered", "outside_ta_hours", "ta_not_available", "ta_limit_reached" };
        return General(session)
            ?? (each.TrueForAll(code => code == "start_not_offered") ? "start_not_offered" : null)
            ?? (state.IsStudentInactive ? "student_inactive" : null)
            ?? (IsClosed(session) ? "institution_closed" : null)
            ?? (each.TrueForAll(code => ofOneTa.Contains(code)) ? "no_ta_available" : null)
            ?? (each.Contains(null) ? null : each.Find(code => !ofOneTa.Contains(code)));
    }

    /// <summary>The session of the TA's weekly template that is not on the calendar yet but will be.</summary>
    public Period? Plan(int number) =>
        state.Tas[number].Plan is { Kind: PlanKind.NotYetScheduled } && PlannedDate(number) is { } date
            && PlanOn(number, date) is var plan && plan.Start > now
                ? plan
                : null;

    public DateOnly? PlannedDate(int number) =>
        state.Tas[number].Plan is { } plan ? state.First.AddDays(plan.Day) : null;

    public Period PlanOn(int number, DateOnly date)
    {
        var plan = state.Tas[number].Plan!.Value;
        return Period.From(Instant(plan.Zone, date.ToDateTime(default).AddMinutes(plan.Start * 15)), 60);
    }

    private IEnumerable<(Period Session, int Break)> ScheduledPlan(int number) =>
        state.Tas[number].Plan is { Kind: PlanKind.Scheduled } && PlannedDate(number) is { } date
            ? [(PlanOn(number, date), state.Tas[number].Break)]
            : [];

    private string? General(Period session)
    {
        if (session.Start <= now)
            return "start_in_past";
        var date = LocalDate(institution, session.Start);
        if (state.Term is { } term && term.Date == date && term.OpensInDays > 0)
            return "booking_not_open";
        if (session.Start < now.AddMinutes(Notice))
            return "too_soon";
        if (session.Start > now.AddDays(Horizon))
            return "too_far_ahead";
        return Durations?.Contains(state.Minutes) == false ? "duration_not_offered" : null;
    }

    private bool IsClosed(Period session) =>
        state.Closed is var (first, last) && Minutes(session).Any(minute =>
            LocalDate(institution, minute) is var date && date >= first && date <= last);

    private bool Works(int number, Period session)
    {
        var ta = state.Tas[number];
        var away = ta.Absences.Select(At).ToList();
        if (!HasHours(number))
        {
            return !state.Rules.RequiresHours && !away.Exists(session.Overlaps)
                && !Minutes(session).Any(minute => ta.Overrides.Any(date =>
                    date.Hours.Length == 0 && state.First.AddDays(date.Day) == LocalDate(Zone(ta), minute)));
        }

        return Minutes(session).All(minute => hours[number].Exists(part => part.Start <= minute && minute < part.End)
            && !away.Exists(absence => absence.Start <= minute && minute < absence.End));
    }

    private List<(DateTimeOffset Start, DateTimeOffset End)> Hours(int number)
    {
        var ta = state.Tas[number];
        return
        [
            .. Enumerable.Range(-2, TimeState.Dates + 4).SelectMany(day =>
                (ta.Overrides.Any(date => date.Day == day)
                    ? ta.Overrides.Where(date => date.Day == day).SelectMany(date => date.Hours)
                    : ta.Weekly.Where(weekly => (weekly.Day - day) % 7 == 0).Select(weekly => weekly.Hours))
                .Select(part => (Local(number, day, part.Start), Local(number, day, part.End)))),
        ];
    }

    private DateTimeOffset Local(int ta, int day, int minute) =>
        Instant(state.Tas[ta].Zone, state.First.AddDays(day).ToDateTime(default).AddMinutes(minute));

    /// <summary>The first minute in which clocks show a time or a later one.</summary>
    private static DateTimeOffset Instant(string zone, DateTime local) => Instants.GetOrAdd((zone, local), _ =>
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var instant = new DateTimeOffset(local, TimeSpan.Zero);
        // No clock has been moved by so much for long.
        instant -= clock.GetUtcOffset(instant) + TimeSpan.FromHours(3);
        while (TimeZoneInfo.ConvertTime(instant, clock).DateTime < local)
            instant = instant.AddMinutes(1);
        return instant;
    });

    private static int Sum(
        IEnumerable<Period> sessions, Period session, TimeZoneInfo zone, Func<DateOnly, DateOnly, bool> counts) =>
        (int)sessions.Where(other => counts(LocalDate(zone, other.Start), LocalDate(zone, session.Start)))
            .Append(session).Sum(other => (other.End - other.Start).TotalMinutes);

    private static bool SameDay(DateOnly one, DateOnly other) => one == other;

    private static bool SameWeek(DateOnly one, DateOnly other) =>
        (ISOWeek.GetYear(one), ISOWeek.GetWeekOfYear(one)) == (ISOWeek.GetYear(other), ISOWeek.GetWeekOfYear(other));

    private static IEnumerable<DateTimeOffset> Minutes(Period session)
    {
        for (var minute = session.Start; minute < session.End; minute = minute.AddMinutes(1))
            yield return minute;
    }

    private static DateOnly LocalDate(TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static List<(Period Session, DateTimeOffset BlockedUntil)> Apart(
        IEnumerable<(Period Session, int Break)> sessions)
    {
        var apart = new List<(Period Session, DateTimeOffset BlockedUntil)>();
        foreach (var (session, rest) in sessions)
        {
            var until = session.End.AddMinutes(rest);
            if (!apart.Exists(other => other.Session.Start < until && session.Start < other.BlockedUntil))
                apart.Add((session, until));
        }

        return apart;
    }
}
