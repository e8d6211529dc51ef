using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.ListBookings;

internal sealed class ListBookingsHandler(EngifyDbContext db, TextProtection protection)
    : IRequestHandler<ListBookingsRequest, Page<BookingDetailsResponse>>
{
    public async Task<Page<BookingDetailsResponse>> Handle(
        ListBookingsRequest request, CancellationToken cancellationToken)
    {
        // Few people and courses match a text, so their bookings are found by the indexes on them.
        var bookings = request.Q.TidiedOrNull() is { } text
            ? db.Bookings.FromStatement(
                $"""
                SELECT {Columns.Of<Booking>()} FROM bookings
                WHERE ta_id IN (SELECT id FROM tas WHERE strpos(email_key(name), email_key({text})) > 0)
                   OR course_id IN (
                        SELECT id FROM courses WHERE strpos(email_key(code || E'\n' || name), email_key({text})) > 0)
                   OR id IN (
                        SELECT booking_id FROM booking_students JOIN students ON students.id = student_id
                        WHERE strpos(email_key(name || E'\n' || email), email_key({text})) > 0)
                """)
            : db.Bookings;
        if (request.CourseId is { } courseId)
            bookings = bookings.Where(booking => booking.CourseId == courseId);
        if (request.TaId is { } taId)
            bookings = bookings.Where(booking => booking.TaId == taId);
        if (request.StudentId is { } studentId)
            bookings = bookings.Where(booking => booking.Students.Any(place => place.StudentId == studentId));

        // PostgreSQL expects a tenth of all bookings on a page, and would read the places of all of them.
        var ids = await request.Filter.Of(bookings).Select(booking => booking.Id).ToListAsync(cancellationToken);
        return await request.Filter.ListAsync(
            db.Bookings.Where(booking => ids.Contains(booking.Id)), protection, cancellationToken);
    }
}
