namespace Engify.Features.Bookings.ListTaBookings;

public sealed record ListTaBookingsRequest(Guid TaId, BookingFilter Filter) : IQuery<Page<BookingDetailsResponse>>;
