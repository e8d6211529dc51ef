namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <param name="Created">How many sessions were scheduled.</param>
/// <param name="LeftOut">Which were left out because their TA is busy.</param>
public sealed record ScheduleGroupSessionsResponse(int Created, IReadOnlyList<Period> LeftOut);
