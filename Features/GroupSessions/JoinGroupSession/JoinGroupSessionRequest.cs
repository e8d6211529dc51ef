using Engify.Features.Pipeline;

namespace Engify.Features.GroupSessions.JoinGroupSession;

public sealed record JoinGroupSessionRequest(Guid BookingId, Guid StudentId) : ICommand<GroupSessionSeatResponse>;
