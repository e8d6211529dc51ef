using Engify.Features.Institution;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Bookings.GetBooking;

internal sealed class GetBookingHandler(
    EngifyDbContext db, Caller caller, TextProtection protection, IOptions<InstitutionOptions> institution)
    : IRequestHandler<GetBookingRequest, BookingDetailsResponse>
{
    public async Task<BookingDetailsResponse> Handle(GetBookingRequest request, CancellationToken cancellationToken)
    {
        // Students see who teaches, but not who else comes.
        var bookings = db.Bookings.Where(booking => booking.Id == request.BookingId);
        if (caller.Role == AccountRole.Student)
            bookings = bookings.Where(booking => booking.Students.Any(place => place.StudentId == caller.StudentId));

        var isStudent = caller.Role == AccountRole.Student;
        var booking = await bookings
            .ToDetails(withStudents: !isStudent, withGpa: !isStudent || institution.Value.ShowGpa, protection)
            .SingleOrDefaultAsync(cancellationToken);

        AccessRules.Allowed.Check(
            caller.IsAdmin || (booking is not null && (caller.Role == AccountRole.Student || caller.IsTa(booking.TaId))));
        BookingRules.Exists.Check(booking is not null);
        return booking;
    }
}
