using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Paging;
using Engify.Features.Pipeline.Protection;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.ListStudentBookings;

internal sealed class ListStudentBookingsHandler(EngifyDbContext db, Caller caller, TextProtection protection)
    : IRequestHandler<ListStudentBookingsRequest, Page<BookingDetailsResponse>>
{
    public async Task<Page<BookingDetailsResponse>> Handle(
        ListStudentBookingsRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var bookings = db.BookingStudents
            .Where(place => place.StudentId == request.StudentId)
            .Join(db.Bookings, place => place.BookingId, booking => booking.Id, (_, booking) => booking);
        var page = await request.Filter.ListAsync(bookings, withStudents: caller.IsAdmin, protection, cancellationToken);

        // Who has bookings exists.
        StudentRules.Exists.Check(page.Items.Count > 0
            || await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));
        return page;
    }
}
