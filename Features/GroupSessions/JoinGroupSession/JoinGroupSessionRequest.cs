using Engify.Features.Bookings;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.GroupSessions.JoinGroupSession;

public sealed record JoinGroupSessionRequest(Guid BookingId, Guid StudentId) : ICommand<GroupSessionSeatResponse>
{
    public AuditedObject? Audited(GroupSessionSeatResponse response) => AuditedObject.Of<Booking>(BookingId);

    public void Count(GroupSessionSeatResponse response, IServiceProvider meters) =>
        meters.GetRequiredService<GroupSessionMeter>()
            .Joined(response.Booking.Capacity - response.Booking.StudentCount);
}
