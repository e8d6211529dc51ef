namespace Engify.Features.Availability;

/// <summary>What holds for every course of the institution.</summary>
/// <param name="Zone">Where the institution's clock is.</param>
/// <param name="Rules">What it says of bookings.</param>
/// <param name="Closures">When there are no sessions at all.</param>
/// <param name="Terms">The terms, and from when sessions within them may be booked.</param>
internal sealed record InstitutionCalendar(
    TimeZoneInfo Zone, BookingTerms Rules, IReadOnlyList<Period> Closures, IReadOnlyList<BookingPhase> Terms);

/// <summary>A term.</summary>
/// <param name="Period">Its dates, from midnight to midnight of the institution.</param>
/// <param name="OpensAt">From when sessions within it may be booked; null for any time.</param>
internal sealed record BookingPhase(Period Period, DateTimeOffset? OpensAt);

/// <summary>What decides when a course's sessions may be booked, apart from what is booked.</summary>
/// <param name="Institution">What holds for every course.</param>
/// <param name="Rules">What holds for this one.</param>
/// <param name="Tas">The active TAs who teach it.</param>
internal sealed record CourseCalendar(
    InstitutionCalendar Institution, BookingTerms Rules, IReadOnlyList<TaSchedule> Tas)
{
    /// <summary>The minutes from one start to the next.</summary>
    public int StepMinutes => Rules.StepMinutes ?? AvailableTimes.UsualStepMinutes;

    /// <summary>How long a session is if nobody says how long: an hour, if that is offered.</summary>
    public int UsualDurationMinutes =>
        Rules.Durations is not { } offered || offered.Contains(60) ? 60 : offered[0];

    /// <summary>The first rule of the calendar that stands in the way of a session with a TA.</summary>
    public Rule? RefusalOf(Period session, TaSchedule ta, DateTimeOffset now) =>
        FirstRefusal(
            session, new TaTimes(ta, new StartGrid(StepMinutes, session), session.End - session.Start, []), now);

    /// <summary>The first rule of the calendar that stands in the way of a session, whoever the TA.</summary>
    public Rule? RefusalOfAll(Period session, DateTimeOffset now)
    {
        var refusal = FirstRefusal(session, ta: null, now);
        return (refusal is null || refusal == SlotRules.IsNotClosed)
            && Tas.Count > 0 && Tas.All(ta => RefusalOf(session, ta, now) == SlotRules.StartIsOffered)
                ? SlotRules.StartIsOffered
                : refusal;
    }

    private Rule? FirstRefusal(Period session, TaTimes? ta, DateTimeOffset now)
    {
        var attempt = new Attempt(this, now, session, ta, Student: null);
        var place = attempt.FirstRefusal(AvailableTimes.OfCalendar);
        return place < 0 ? null : AvailableTimes.OfCalendar[place].Rule;
    }
}
