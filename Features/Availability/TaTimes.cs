namespace Engify.Features.Availability;

/// <summary>The times of one TA within a window, ready to be asked about many starts.</summary>
internal sealed class TaTimes
{
    private readonly Lazy<IReadOnlyList<Period>> hours;
    private readonly Lazy<IReadOnlyList<Period>> open;
    private readonly StartGrid grid;
    private readonly IReadOnlyList<Period> busy;
    private readonly Lazy<BookedMinutes> booked;

    /// <param name="ta">The TA.</param>
    /// <param name="grid">When sessions may begin.</param>
    /// <param name="duration">How long a session lasts.</param>
    /// <param name="sessions">The TA's sessions around the window, and in its weeks if the TA has limits.</param>
    public TaTimes(
        TaSchedule ta, StartGrid grid, TimeSpan duration, IReadOnlyList<BusyTime> sessions)
    {
        Ta = ta;
        this.grid = grid;
        var reach = new Period(grid.Window.Start, grid.Window.End + duration);
        hours = new(() => AvailableTimes.HoursOf(ta, reach));
        Away = ta.HasHours ? ta.Absences : AvailableTimes.Merged(ta.Absences.Concat(ta.DaysOff()));
        open = new(() => AvailableTimes.Without(Hours, Away));
        busy = AvailableTimes.Merged(sessions.Select(time => new Period(time.Session.Start, time.BlockedUntil)));
        booked = new(() => new BookedMinutes(ta.Zone, sessions));
    }

    public TaSchedule Ta { get; }

    /// <summary>When the TA usually works.</summary>
    public IReadOnlyList<Period> Hours => hours.Value;

    /// <summary>When the TA is away.</summary>
    public IReadOnlyList<Period> Away { get; }

    /// <summary>When the TA works: the hours without the absences.</summary>
    public IReadOnlyList<Period> Open => open.Value;

    /// <summary>The starts of sessions on the TA's clock, in order.</summary>
    public Starts Starts => grid.Of(Ta.Zone);

    /// <summary>Whether the TA works during a session; one without hours does unless they are needed.</summary>
    public bool Works(Period session, bool requiresHours) => Ta.HasHours
        ? AvailableTimes.FirstEndingAfter(Open, session.Start) is { } open && open.Contains(session)
        : !requiresHours && !Away.Any(absence => absence.Overlaps(session));

    /// <summary>Whether the TA has nothing else during a session and the break after it.</summary>
    public bool IsFree(Period session) =>
        AvailableTimes.FirstEndingAfter(busy, session.Start) is not { } next || next.Start >= session.End + Ta.Break;

    /// <summary>Whether a session more stays within the TA's limits.</summary>
    public bool HasTimeLeft(Period session) =>
        (Ta.MaxMinutesPerDay is null && Ta.MaxMinutesPerWeek is null)
        || booked.Value.Fit(session, Ta.MaxMinutesPerDay, Ta.MaxMinutesPerWeek);
}
