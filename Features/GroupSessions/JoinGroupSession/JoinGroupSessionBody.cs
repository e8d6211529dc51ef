namespace Engify.Features.GroupSessions.JoinGroupSession;

/// <param name="StudentId">Who joins.</param>
public sealed record JoinGroupSessionBody(Guid StudentId)
{
    internal static JoinGroupSessionBody Example => new(ExampleSchool.StudentId);
}
