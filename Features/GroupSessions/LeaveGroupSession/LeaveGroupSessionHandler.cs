using Engify.Features.Bookings;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.LeaveGroupSession;

internal sealed class LeaveGroupSessionHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<LeaveGroupSessionRequest, GroupSessionSeatResponse>
{
    public async Task<GroupSessionSeatResponse> Handle(
        LeaveGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        StudentRules.Exists.Check(
            await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));
        var booking = await db.Bookings
            .SingleOrDefaultAsync(booking => booking.Id == request.BookingId, cancellationToken);
        BookingRules.Exists.Check(booking is not null);
        booking.CheckOpen(now);

        // The session's row first, its places after it: the order in which a cancellation takes them.
        var freed = await FreeSeatAsync(request, now, cancellationToken);
        booking = await db.Bookings.SingleAsync(booking => booking.Id == request.BookingId, cancellationToken);
        booking.CheckOpen(now);
        GroupSessionRules.HasJoined.Check(freed == 1);

        // Whoever leaves twice at once may have freed a seat twice, but has only one place.
        var left = await db.BookingStudents
            .Where(place => place.BookingId == booking.Id && place.StudentId == request.StudentId)
            .ExecuteDeleteAsync(cancellationToken);
        GroupSessionRules.HasJoined.Check(left == 1);

        return new GroupSessionSeatResponse(true, "Left the group session", BookingResponse.From(booking));
    }

    private Task<int> FreeSeatAsync(
        LeaveGroupSessionRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Bookings
            .Where(booking => booking.Id == request.BookingId
                && booking.Status != BookingStatus.Cancelled
                && booking.Students.Any(place => place.StudentId == request.StudentId && place.IsActive))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(booking => booking.StudentCount, booking => booking.StudentCount - 1)
                    .SetProperty(booking => booking.Status, BookingStatus.Available)
                    .SetProperty(booking => booking.UpdatedAt, now),
                cancellationToken);
}
