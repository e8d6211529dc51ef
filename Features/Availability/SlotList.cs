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

    /// <summary>
    /// The starts that can be booked, in order. TAs who have not published hours can be booked, but are in no list.
    /// </summary>
    public IReadOnlyList<SlotResponse> Slots()
    {
        var found = new SortedDictionary<DateTimeOffset, List<Guid>>();
        foreach (var ta in Tas.Where(ta => ta.Ta.HasHours))
        {
            foreach (var start in ta.Starts)
            {
                if (At(ta, start).FirstRefusal(AvailableTimes.All) >= 0)
                    continue;
                if (found.TryGetValue(start, out var others))
                    others.Add(ta.Ta.TaId);
                else
                    found.Add(start, [ta.Ta.TaId]);
            }
        }

        return [.. found.Select(slot => new SlotResponse(slot.Key, slot.Value))];
    }

    /// <summary>The slots of each date of the institution, from the first to the last.</summary>
    public IReadOnlyList<SlotDayResponse> Days(DateOnly first, DateOnly last)
    {
        var slots = Slots();
        var days = new List<SlotDayResponse>();
        var next = 0;
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var day = new LocalDay(Calendar.Institution.Zone, date);
            var since = next;
            while (next < slots.Count && slots[next].StartsAt < day.End)
                next++;
            days.Add(new SlotDayResponse(
                date, [.. slots.Skip(since).Take(next - since)], next > since ? null : WhyNothing(day).Code));
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
    private Rule WhyNothing(LocalDay day)
    {
        var (ofAny, ofUsual) = (-1, -1);
        foreach (var ta in Tas)
        {
            var since = AvailableTimes.PlaceOf(ta.Starts, day.Start);
            foreach (var start in ta.Starts.Skip(since).TakeWhile(start => start < day.End))
            {
                var attempt = At(ta, start);
                var place = attempt.FirstRefusal(AvailableTimes.All);
                ofAny = Math.Max(ofAny, place < 0 ? OutsideHours : place);
                if (ta.UsuallyWorks(attempt.Session))
                    ofUsual = Math.Max(ofUsual, place);
            }
        }

        return Tas.Count == 0
            ? BookingRules.SomeTaIsFree
            : AvailableTimes.All[ofUsual >= 0 ? ofUsual : ofAny >= 0 ? ofAny : OutsideHours].Rule;
    }

    private Attempt At(TaTimes ta, DateTimeOffset start) =>
        new(Calendar, Now, new Period(start, start + Duration), ta, Student);
}
