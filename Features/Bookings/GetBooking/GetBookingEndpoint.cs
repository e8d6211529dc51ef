using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.GetBooking;

public sealed class GetBookingEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/bookings/{bookingId}", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .ProducesRuleProblems(AccessRules.Allowed, BookingRules.Exists);

    /// <summary>Shows one booking to its students, its TA and administrators.</summary>
    /// <remarks>Everybody else gets the same refusal, whether or not the booking exists.</remarks>
    /// <param name="bookingId">The booking.</param>
    /// <response code="200">The booking.</response>
    public static async Task<Ok<BookingDetailsResponse>> Handle(
        UrlValue<Guid> bookingId, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetBookingRequest(bookingId), cancellationToken));
}
