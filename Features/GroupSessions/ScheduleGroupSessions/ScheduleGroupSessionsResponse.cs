namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <param name="Created">How many sessions were put on the calendar.</param>
/// <param name="LeftOut">Those that were not, because their TA has something else then.</param>
public sealed record ScheduleGroupSessionsResponse(int Created, IReadOnlyList<Period> LeftOut)
{
    public static readonly ScheduleGroupSessionsResponse Nothing = new(0, []);
}
