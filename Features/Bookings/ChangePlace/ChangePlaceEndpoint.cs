using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.ChangePlace;

public sealed class ChangePlaceEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPatch("/bookings/{bookingId}/place", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, BookingRules.Exists, BookingRules.NotCancelled);

    /// <summary>Changes where a session is held.</summary>
    /// <remarks>
    /// For its TA and administrators. What is left out stays as it is; an empty text takes it away.
    /// </remarks>
    /// <param name="bookingId">The session.</param>
    /// <param name="body">The place.</param>
    /// <response code="200">The booking.</response>
    public static Task<Ok<BookingResponse>> Handle(
        UrlValue<Guid> bookingId, ChangePlaceBody body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ChangePlaceRequest(bookingId, body.Location, body.MeetingUrl), TypedResults.Ok, cancellationToken);
}
