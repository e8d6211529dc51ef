using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Bookings.GetBooking;

public sealed class GetBookingEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/bookings/{bookingId}", Handle)
            .WithName("GetBooking")
            .WithTags("Bookings")
            .WithSummary("Shows one booking to its students, its TA and administrators.")
            .RequireAuthorization(Policies.SignedIn)
            .ProducesRuleProblems(AccessRules.Allowed, BookingRules.Exists);

    private static async Task<Ok<BookingDetailsResponse>> Handle(
        UrlValue<Guid> bookingId, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetBookingRequest(bookingId), cancellationToken));
}
