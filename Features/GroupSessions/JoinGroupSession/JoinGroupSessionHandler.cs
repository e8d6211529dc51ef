using Engify.Features.Bookings;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.JoinGroupSession;

internal sealed class JoinGroupSessionHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<JoinGroupSessionRequest, GroupSessionSeatResponse>
{
    public async Task<GroupSessionSeatResponse> Handle(
        JoinGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        await db.LockStudentAsync(request.StudentId, cancellationToken);

        StudentRules.Exists.Check(
            await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));
        var booking = await db.Bookings
            .SingleOrDefaultAsync(booking => booking.Id == request.BookingId, cancellationToken);
        BookingRules.Exists.Check(booking is not null);
        booking.CheckOpen(now);

        var overlapping = await db.BookingStudents
            .Where(place => place.StudentId == request.StudentId)
            .Overlapping(new Period(booking.StartsAt, booking.EndsAt))
            .Select(place => place.BookingId)
            .ToListAsync(cancellationToken);
        GroupSessionRules.NotYetJoined.Check(!overlapping.Contains(booking.Id));
        BookingRules.StudentIsFree.Check(overlapping.Count == 0);

        // Refusing whom we can already see is too late keeps the crowd away from the row lock.
        GroupSessionRules.HasSeat.Check(booking.StudentCount < booking.Capacity);
        booking = await TakeSeatAsync(booking.Id, now, cancellationToken);

        db.Add(booking.Admit(request.StudentId, now));
        return new GroupSessionSeatResponse(true, "Joined the group session", BookingResponse.From(booking));
    }

    private async Task<Booking> TakeSeatAsync(Guid bookingId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = await db.Bookings
            .Where(booking => booking.Id == bookingId
                && booking.Status == BookingStatus.Available
                && booking.StudentCount < booking.Capacity)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(booking => booking.StudentCount, booking => booking.StudentCount + 1)
                    .SetProperty(
                        booking => booking.Status,
                        booking => booking.StudentCount + 1 == booking.Capacity
                            ? BookingStatus.Full
                            : BookingStatus.Available)
                    .SetProperty(booking => booking.UpdatedAt, now),
                cancellationToken);

        var booking = await db.Bookings.SingleAsync(booking => booking.Id == bookingId, cancellationToken);
        if (taken == 0)
            booking.CheckOpen(now);
        GroupSessionRules.HasSeat.Check(taken == 1);
        return booking;
    }
}
