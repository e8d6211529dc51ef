namespace Engify.Features.GroupSessions;

/// <summary>What was put on the calendar.</summary>
/// <param name="Created">The ids of the sessions.</param>
/// <param name="LeftOut">When there is none because the TA is busy.</param>
internal sealed record ScheduledSessions(IReadOnlySet<Guid> Created, IReadOnlyList<Period> LeftOut)
{
    public static readonly ScheduledSessions None = new(new HashSet<Guid>(), []);
}
