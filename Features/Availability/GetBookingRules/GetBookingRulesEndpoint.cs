using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.GetBookingRules;

public sealed class GetBookingRulesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/booking-rules", Handle)
        .AllowAnonymous();

    /// <summary>Shows when and for how long individual sessions may be booked.</summary>
    /// <remarks>Open to anyone. A course can have its own rules.</remarks>
    /// <response code="200">The rules.</response>
    public static async Task<CacheableOk<BookingTerms>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetBookingRulesRequest(), cancellationToken), CacheControl.Revalidate);
}
