using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.CreateIndividualBooking;

public sealed class CreateIndividualBookingEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/bookings/individual", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(
            [
                AccessRules.Allowed, BookingRules.StartsInFuture, BookingRules.SomeTaIsFree,
                .. CreateIndividualBookingHandler.Book.Rules,
            ])
        .AddEndpointFilter<OfferNearestSlots>()
        .WithMetadata(new RuleDetails(BookingRules.TaIsFree, typeof(RefusedBookingResponse)));

    /// <summary>Books an individual session with a TA of the course, named or chosen.</summary>
    /// <remarks>
    /// If no TA is named, the service chooses the free TA with the fewest booked minutes in that week. With a bundle,
    /// the price is 0 and one of its sessions is used; without one, the booking keeps the course's price for a single
    /// session. A refusal because of the time tells the nearest slots.
    /// </remarks>
    /// <param name="request">The session to book.</param>
    /// <response code="200">The booking.</response>
    public static Task<Ok<BookingResponse>> Handle(
        CreateIndividualBookingRequest request, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(request, TypedResults.Ok, cancellationToken);
}
