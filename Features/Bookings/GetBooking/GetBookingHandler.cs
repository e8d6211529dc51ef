using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.GetBooking;

internal sealed class GetBookingHandler(EngifyDbContext db, Caller caller, TextProtection protection)
    : IRequestHandler<GetBookingRequest, BookingDetailsResponse>
{
    public async Task<BookingDetailsResponse> Handle(GetBookingRequest request, CancellationToken cancellationToken)
    {
        // Students see who teaches, but not who else comes.
        var bookings = db.Bookings.Where(booking => booking.Id == request.BookingId);
        if (caller.Role == AccountRole.Student)
            bookings = bookings.Where(booking => booking.Students.Any(place => place.StudentId == caller.StudentId));

        var booking = await bookings.ToDetails(withStudents: caller.Role != AccountRole.Student, protection)
            .SingleOrDefaultAsync(cancellationToken);

        AccessRules.Allowed.Check(
            caller.IsAdmin || (booking is not null && (caller.Role == AccountRole.Student || caller.IsTa(booking.TaId))));
        BookingRules.Exists.Check(booking is not null);
        return booking;
    }
}
