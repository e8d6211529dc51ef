namespace Engify.Features.GroupSessions.LeaveGroupSession;

/// <param name="StudentId">Who leaves.</param>
public sealed record LeaveGroupSessionBody(Guid StudentId);
