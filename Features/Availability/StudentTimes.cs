namespace Engify.Features.Availability;

/// <summary>The times of one student, ready to be asked about many starts.</summary>
internal sealed class StudentTimes
{
    private readonly IReadOnlyList<Period> busy;
    private readonly BookedMinutes booked;

    /// <param name="isActive">Whether the student may book at all.</param>
    /// <param name="zone">Whose weeks count: the institution's.</param>
    /// <param name="sessions">The student's sessions, of the whole weeks if there is a limit.</param>
    public StudentTimes(bool isActive, TimeZoneInfo zone, IReadOnlyList<BusyTime> sessions)
    {
        IsActive = isActive;
        busy = AvailableTimes.Merged(sessions.Select(time => time.Session));
        booked = new BookedMinutes(zone, sessions);
    }

    public bool IsActive { get; }

    /// <summary>Whether the student has nothing else then.</summary>
    public bool IsFree(Period session) =>
        AvailableTimes.FirstEndingAfter(busy, session.Start) is not { } next || next.Start >= session.End;

    /// <summary>Whether a session more stays within what a student may book in a week.</summary>
    public bool HasTimeLeft(Period session, int? max) => max is null || booked.Fit(session, maxPerDay: null, max);
}
