using Engify.Features.Bookings;
using Engify.Features.Students;
using Engify.Features.Terms;

namespace Engify.Features.Availability;

/// <summary>
/// When sessions may take place. It only computes: what it works on is read by <see cref="Calendars"/> and
/// <see cref="BusyTimes"/>. Lists of slots and bookings both ask it, so that what is offered is accepted.
/// </summary>
internal static class AvailableTimes
{
    /// <summary>The minutes from one start to the next where nobody has said any.</summary>
    public const int UsualStepMinutes = 30;

    /// <summary>The rules of the calendar, in order of precedence.</summary>
    public static readonly Condition[] OfCalendar =
    [
        new(BookingRules.StartsInFuture, Concerns.Everybody, attempt => attempt.Session.Start > attempt.Now),
        new(TermRules.IsOpen, Concerns.Everybody, attempt => attempt.IsInOpenTerm()),
        new(
            SlotRules.IsEarlyEnough, Concerns.Everybody,
            attempt => attempt.Session.Start >= Attempt.EarliestStart(attempt.Calendar.Rules, attempt.Now)),
        new(
            SlotRules.IsWithinHorizon, Concerns.Everybody,
            attempt => attempt.Session.Start <= attempt.Now.AddDays(attempt.Calendar.Rules.HorizonDays)),
        new(SlotRules.DurationIsOffered, Concerns.Everybody, attempt => attempt.IsOfOfferedLength()),
        new(
            SlotRules.StartIsOffered, Concerns.Ta,
            attempt => attempt.Calendar.Rules.StepMinutes is null
                || attempt.Ta!.Starts.Contains(attempt.Session.Start)),
        new(StudentRules.IsActive, Concerns.Student, attempt => attempt.Student!.IsActive),
        new(SlotRules.IsNotClosed, Concerns.Everybody, attempt => attempt.IsNotClosed()),
        new(
            SlotRules.IsWithinHours, Concerns.Ta,
            attempt => attempt.Ta!.Works(attempt.Session, attempt.Calendar.Rules.RequiresHours)),
    ];

    /// <summary>All rules, in order of precedence. The decision of a booking states the last four in SQL.</summary>
    public static readonly Condition[] All =
    [
        .. OfCalendar,
        new(BookingRules.TaIsFree, Concerns.Ta, attempt => attempt.Ta!.IsFree(attempt.Session)),
        new(SlotRules.TaHasTimeLeft, Concerns.Ta, attempt => attempt.Ta!.HasTimeLeft(attempt.Session)),
        new(BookingRules.StudentIsFree, Concerns.Student, attempt => attempt.Student!.IsFree(attempt.Session)),
        new(
            SlotRules.StudentHasTimeLeft, Concerns.Student,
            attempt => attempt.Student!.HasTimeLeft(attempt.Session, attempt.Calendar.Rules.StudentMaxMinutesPerWeek)),
    ];

    /// <summary>Where the first rule that stands in the way is among these; -1 if none does.</summary>
    public static int FirstRefusal(this Attempt attempt, ReadOnlySpan<Condition> among)
    {
        for (var place = 0; place < among.Length; place++)
        {
            if (among[place].Refuses(attempt))
                return place;
        }

        return -1;
    }

    /// <summary>When a TA works within a window, apart from closures and absences.</summary>
    public static IReadOnlyList<Period> OpenPeriods(TaSchedule ta, IReadOnlyList<Period> closed, Period window) =>
        [
            .. Without(HoursOf(ta, window), ta.Absences.Concat(closed))
                .Where(period => period.Overlaps(window))
                .Select(period => new Period(
                    period.Start > window.Start ? period.Start : window.Start,
                    period.End < window.End ? period.End : window.End)),
        ];

    /// <summary>
    /// When a TA usually works. Periods that touch become one, also across midnight; those at the window's edges may
    /// reach beyond it.
    /// </summary>
    public static IReadOnlyList<Period> HoursOf(TaSchedule ta, Period window)
    {
        var periods = new List<Period>();
        var last = LocalDay.DateOf(ta.Zone, window.End).AddDays(1);
        for (var date = LocalDay.DateOf(ta.Zone, window.Start).AddDays(-1); date <= last; date = date.AddDays(1))
        {
            LocalDay? day = null;
            foreach (var (start, end) in ta.On(date))
            {
                day ??= new LocalDay(ta.Zone, date);
                // A period that the clocks skip altogether is none.
                if (day.Value.At(end) is var until && day.Value.At(start) is var since && since < until)
                    periods.Add(new Period(since, until));
            }
        }

        return Merged(periods);
    }

    /// <summary>The same time in as few periods as possible, in order.</summary>
    public static IReadOnlyList<Period> Merged(IEnumerable<Period> periods)
    {
        var merged = new List<Period>();
        foreach (var period in periods.OrderBy(period => period.Start))
        {
            if (merged.Count == 0 || period.Start > merged[^1].End)
                merged.Add(period);
            else if (period.End > merged[^1].End)
                merged[^1] = new Period(merged[^1].Start, period.End);
        }

        return merged;
    }

    /// <summary>What is left of merged periods.</summary>
    public static IReadOnlyList<Period> Without(IReadOnlyList<Period> periods, IEnumerable<Period> taken)
    {
        var left = periods.ToList();
        foreach (var period in Merged(taken))
        {
            for (var i = left.Count - 1; i >= 0; i--)
            {
                if (!left[i].Overlaps(period))
                    continue;
                var whole = left[i];
                left.RemoveAt(i);
                if (period.End < whole.End)
                    left.Insert(i, new Period(period.End, whole.End));
                if (whole.Start < period.Start)
                    left.Insert(i, new Period(whole.Start, period.Start));
            }
        }

        return left;
    }

    /// <summary>Of merged periods, the first that is not over at an instant.</summary>
    public static Period? FirstEndingAfter(IReadOnlyList<Period> periods, DateTimeOffset instant)
    {
        var (low, high) = (0, periods.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (periods[middle].End > instant)
                high = middle;
            else
                low = middle + 1;
        }

        return low < periods.Count ? periods[low] : null;
    }
}

/// <summary>A rule, and when it holds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Of">What it concerns; where an attempt has no TA or student, their rules are not asked.</param>
/// <param name="Holds">Whether it holds.</param>
internal sealed record Condition(Rule Rule, Concerns Of, Func<Attempt, bool> Holds)
{
    public bool Refuses(Attempt attempt) =>
        Of switch
        {
            Concerns.Ta => attempt.Ta is not null,
            Concerns.Student => attempt.Student is not null,
            _ => true,
        }
        && !Holds(attempt);
}

/// <summary>What a rule is about.</summary>
internal enum Concerns
{
    Everybody,
    Ta,
    Student,
}
