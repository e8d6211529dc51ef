namespace Engify.Features.GroupSessions.LeaveGroupSession;

/// <param name="StudentId">Who leaves.</param>
public sealed record LeaveGroupSessionBody(Guid StudentId)
{
    internal static LeaveGroupSessionBody Example => new(ExampleSchool.StudentId);
}
