namespace Engify.Features.Bookings.ChangePlace;

public sealed record ChangePlaceRequest(Guid BookingId, string? Location, string? MeetingUrl)
    : ICommand<BookingResponse>
{
    public AuditedObject? Audited(BookingResponse response) => AuditedObject.Of<Booking>(BookingId);
}
