using Engify.Features.Pipeline;

namespace Engify.Features.GroupSessions.LeaveGroupSession;

public sealed record LeaveGroupSessionRequest(Guid BookingId, Guid StudentId) : ICommand<GroupSessionSeatResponse>;
