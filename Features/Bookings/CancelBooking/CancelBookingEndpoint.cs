using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.CancelBooking;

public sealed class CancelBookingEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPatch("/bookings/{bookingId}/cancel", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CancelBookingHandler.Cancel.Rules);

    /// <summary>Cancels a booking.</summary>
    /// <remarks>
    /// Students may cancel their own individual bookings until they begin. TAs and administrators may also cancel
    /// later, and may cancel group sessions, which releases all their students. A session paid from a bundle goes back
    /// to it. Of several concurrent cancellations, exactly one succeeds.
    /// </remarks>
    /// <param name="bookingId">The booking.</param>
    /// <param name="body">Why; may be absent.</param>
    /// <response code="200">The booking, cancelled.</response>
    public static Task<Ok<BookingResponse>> Handle(
        UrlValue<Guid> bookingId, CancelBookingBody? body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new CancelBookingRequest(bookingId, body?.Reason), TypedResults.Ok, cancellationToken);
}
