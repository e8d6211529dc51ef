namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <param name="Created">How many sessions were scheduled.</param>
/// <param name="LeftOut">How many were left out because their TA is busy.</param>
public sealed record ScheduleGroupSessionsResponse(int Created, IReadOnlyList<Period> LeftOut)
{
    public static readonly ScheduleGroupSessionsResponse Nothing = new(0, []);
}
