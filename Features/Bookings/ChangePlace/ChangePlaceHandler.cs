using MediatR;

namespace Engify.Features.Bookings.ChangePlace;

internal sealed class ChangePlaceHandler(
    EngifyDbContext db, Caller caller, TextProtection protection, TimeProvider clock)
    : IRequestHandler<ChangePlaceRequest, BookingResponse>
{
    public async Task<BookingResponse> Handle(ChangePlaceRequest request, CancellationToken cancellationToken)
    {
        var booking = await db.Bookings.FindForChangeAsync(request.BookingId, cancellationToken);
        AccessRules.Allowed.Check(caller.IsAdmin || (booking is not null && caller.IsTa(booking.TaId)));
        BookingRules.Exists.Check(booking is not null);
        BookingRules.NotCancelled.Check(booking.Status != BookingStatus.Cancelled);

        booking.Meet(
            request.Location is { } location ? location.TidiedOrNull() : booking.Location,
            request.MeetingUrl is { } address ? address.TidiedOrNull() : booking.MeetingUrl,
            clock.Now());
        return BookingResponse.From(booking, protection.Reveal(booking.Topic));
    }
}
