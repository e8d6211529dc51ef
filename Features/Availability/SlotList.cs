using Engify.Features.Bookings;

namespace Engify.Features.Availability;

/// <summary>The slots of a course within a window. It only computes, as <see cref="AvailableTimes"/>.</summary>
/// <param name="Calendar">The course's calendar.</param>
/// <param name="Now">The present.</param>
/// <param name="Duration">How long a session lasts.</param>
/// <param name="Tas">The times of those TAs who are asked about.</param>
/// <param name="Student">The times of the student who would come, if one is named.</param>
internal sealed record SlotList(
    CourseCalendar Calendar, DateTimeOffset Now, TimeSpan Duration, IReadOnlyList<TaTimes> Tas, StudentTimes? Student)
{
    private static readonly int OutsideHours =
        AvailableTimes.All.Index().First(item => item.Item.Rule == SlotRules.IsWithinHours).Index;

    private static readonly (int Place, Condition Condition)[] OfTas =
        [.. AvailableTimes.All.Index().Where(item => item.Item.Of == Concerns.Ta)];

    /// <summary>
    /// The starts that can be booked, in order. TAs who have not published hours can be booked, but are in no list.
    /// </summary>
    public IReadOnlyList<SlotResponse> Slots() => [.. UsualTimes().Where(time => time.IsSlot).Select(AsSlot)];

    /// <summary>The slots of each date of the institution, from the first to the last.</summary>
    public IReadOnlyList<SlotDayResponse> Days(DateOnly first, DateOnly last)
    {
        var times = UsualTimes();
        var days = new List<SlotDayResponse>();
        var next = 0;
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var day = new LocalDay(Calendar.Institution.Zone, date);
            var slots = new List<SlotResponse>();
            var furthest = -1;
            for (; next < times.Count && times[next].Start < day.End; next++)
            {
                if (times[next].IsSlot)
                    slots.Add(AsSlot(times[next]));
                furthest = Math.Max(furthest, times[next].Furthest);
            }

            days.Add(new SlotDayResponse(date, slots, slots.Count > 0 ? null : WhyNothing(day, furthest).Code));
        }

        return days;
    }

    /// <summary>
    /// Every rule that stands in the way of a session, in order of precedence, and the TA whom it concerns. There is
    /// none if one of the TAs could give it.
    /// </summary>
    public IReadOnlyList<(Rule Rule, Guid? TaId)> ReasonsAgainst(DateTimeOffset start)
    {
        var attempts = Tas.Select(ta => At(ta, start)).ToList();
        if (attempts.Exists(attempt => attempt.FirstRefusal(AvailableTimes.All) < 0))
            return [];

        var withoutTa = new Attempt(Calendar, Now, new Period(start, start + Duration), Ta: null, Student);
        var reasons = AvailableTimes.All.SelectMany(condition => condition.Of == Concerns.Ta
            ? attempts.Where(condition.Refuses).Select(attempt => (condition.Rule, (Guid?)attempt.Ta!.Ta.TaId))
            : condition.Refuses(withoutTa) ? [(condition.Rule, null)] : []);
        return Tas.Count == 0 ? [.. reasons, (BookingRules.SomeTaIsFree, null)] : [.. reasons];
    }

    /// <summary>
    /// The rule at which the most promising start of a day fails: the one that meets the most rules, and of those
    /// within somebody's usual hours, if there are any.
    /// </summary>
    private Rule WhyNothing(LocalDay day, int furthestOfUsual)
    {
        if (Tas.Count == 0)
            return BookingRules.SomeTaIsFree;
        if (furthestOfUsual >= 0)
            return AvailableTimes.All[furthestOfUsual].Rule;

        var furthest = -1;
        foreach (var ta in Tas)
        {
            foreach (var start in ta.Starts.Between(day.Start, day.End))
            {
                var place = At(ta, start).FirstRefusal(AvailableTimes.All);
                furthest = Math.Max(furthest, place < 0 ? OutsideHours : place);
            }
        }

        return AvailableTimes.All[furthest >= 0 ? furthest : OutsideHours].Rule;
    }

    /// <summary>The starts of sessions within what some TA usually works, in order.</summary>
    private List<UsualTime> UsualTimes()
    {
        var times = new Dictionary<DateTimeOffset, UsualTime>();
        foreach (var ta in Tas)
        {
            foreach (var hours in ta.Hours)
            {
                foreach (var start in ta.Starts.Between(hours.Start, hours.End))
                {
                    var attempt = At(ta, start);
                    if (!hours.Contains(attempt.Session))
                        break;
                    // What does not depend on the TA is asked once for all of them.
                    if (!times.TryGetValue(start, out var time))
                    {
                        time = new UsualTime(start, (attempt with { Ta = null }).FirstRefusal(AvailableTimes.All));
                        times.Add(start, time);
                    }

                    time.Add(ta.Ta.TaId, FirstRefusalOfTa(attempt));
                }
            }
        }

        return [.. times.Values.OrderBy(time => time.Start)];
    }

    private static int FirstRefusalOfTa(Attempt attempt)
    {
        foreach (var (place, condition) in OfTas)
        {
            if (condition.Refuses(attempt))
                return place;
        }

        return -1;
    }

    private static SlotResponse AsSlot(UsualTime time) => new(time.Start, time.TaIds);

    private Attempt At(TaTimes ta, DateTimeOffset start) =>
        new(Calendar, Now, new Period(start, start + Duration), ta, Student);

    /// <summary>A start within what some TAs usually work.</summary>
    /// <param name="start">When the session would begin.</param>
    /// <param name="refusal">
    /// The place of the first rule, of those that concern no TA, that stands in the way; -1 if none does.
    /// </param>
    private sealed class UsualTime(DateTimeOffset start, int refusal)
    {
        public DateTimeOffset Start => start;

        /// <summary>The TAs who could give it.</summary>
        public List<Guid> TaIds { get; } = [];

        public bool IsSlot => TaIds.Count > 0;

        /// <summary>The place of the rule that the TA who meets the most rules fails; -1 if one meets all.</summary>
        public int Furthest { get; private set; } = -1;

        public void Add(Guid taId, int refusalOfTa)
        {
            if (refusal < 0 && refusalOfTa < 0)
                TaIds.Add(taId);
            else
                Furthest = Math.Max(Furthest, First(refusal, refusalOfTa));
        }

        private static int First(int one, int other) => one < 0 || (other >= 0 && other < one) ? other : one;
    }
}
