namespace Engify.Features.Bookings.ListStudentBookings;

public sealed record ListStudentBookingsRequest(Guid StudentId, BookingFilter Filter)
    : IQuery<Page<BookingDetailsResponse>>;
