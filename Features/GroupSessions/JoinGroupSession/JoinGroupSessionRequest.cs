namespace Engify.Features.GroupSessions.JoinGroupSession;

public sealed record JoinGroupSessionRequest(Guid BookingId, Guid StudentId) : ICommand<GroupSessionSeatResponse>
{
    public AuditedObject? Audited(GroupSessionSeatResponse response) => new(AuditedObject.Booking, BookingId);

    public void Count(GroupSessionSeatResponse response, EngifyMeter meter) =>
        meter.Joined(response.Booking.Capacity - response.Booking.StudentCount);
}
