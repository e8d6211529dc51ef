using Engify.Features.Pipeline;

namespace Engify.Features.Bookings.CancelBooking;

public sealed record CancelBookingRequest(Guid BookingId, string? Reason) : ICommand<BookingResponse>;
