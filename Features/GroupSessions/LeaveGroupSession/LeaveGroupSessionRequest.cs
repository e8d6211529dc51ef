using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions.LeaveGroupSession;

public sealed record LeaveGroupSessionRequest(Guid BookingId, Guid StudentId) : ICommand<GroupSessionSeatResponse>
{
    public AuditedObject? Audited(GroupSessionSeatResponse response) => AuditedObject.Of<Booking>(BookingId);
}
