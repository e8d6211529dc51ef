using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Bookings.CancelBooking;

public sealed record CancelBookingRequest(Guid BookingId, string? Reason) : ICommand<BookingResponse>
{
    public AuditedObject? Audited(BookingResponse response) => AuditedObject.Of<Booking>(BookingId);

    public void Count(BookingResponse response, IServiceProvider meters) =>
        meters.GetRequiredService<BookingMeter>().Cancelled();
}
