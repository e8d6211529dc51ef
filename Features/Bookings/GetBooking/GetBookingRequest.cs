namespace Engify.Features.Bookings.GetBooking;

public sealed record GetBookingRequest(Guid BookingId) : IQuery<BookingDetailsResponse>;
