namespace Engify.Features.Availability;

/// <summary>A session that somebody might book.</summary>
/// <param name="Calendar">The calendar of its course.</param>
/// <param name="Now">The present.</param>
/// <param name="Session">When it would be.</param>
/// <param name="Ta">Who would give it; null to ask only what holds for every TA.</param>
/// <param name="Student">Who would come; null to ask only what holds for every student.</param>
internal readonly record struct Attempt(
    CourseCalendar Calendar, DateTimeOffset Now, Period Session, TaTimes? Ta, StudentTimes? Student)
{
    /// <summary>The first start that is booked early enough.</summary>
    public static DateTimeOffset EarliestStart(BookingTerms rules, DateTimeOffset now) =>
        now.AddMinutes(rules.NoticeMinutes);

    /// <summary>Whether sessions of this length are offered.</summary>
    public bool IsOfOfferedLength() =>
        Calendar.Rules.Durations is not { } offered
        || offered.Contains((int)(Session.End - Session.Start).TotalMinutes);

    /// <summary>Unless it lies in terms that all open later.</summary>
    public bool IsInOpenTerm()
    {
        var isInTerm = false;
        foreach (var (period, opensAt) in Calendar.Institution.Terms)
        {
            if (Session.Start < period.Start || Session.Start >= period.End)
                continue;
            if (!(opensAt > Now))
                return true;
            isInTerm = true;
        }

        return !isInTerm;
    }

    /// <summary>Whether no part of it lies on a date on which the institution is closed.</summary>
    public bool IsNotClosed() =>
        AvailableTimes.FirstEndingAfter(Calendar.Institution.Closures, Session.Start) is not { } next
        || !next.Overlaps(Session);
}
