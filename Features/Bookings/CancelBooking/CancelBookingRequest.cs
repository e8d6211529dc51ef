namespace Engify.Features.Bookings.CancelBooking;

public sealed record CancelBookingRequest(Guid BookingId, string? Reason) : ICommand<BookingResponse>
{
    public AuditedObject? Audited(BookingResponse response) => new(AuditedObject.Booking, BookingId);

    public void Count(BookingResponse response, EngifyMeter meter) => meter.Cancelled();
}
