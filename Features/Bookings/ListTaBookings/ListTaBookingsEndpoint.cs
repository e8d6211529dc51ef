using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.ListTaBookings;

public sealed class ListTaBookingsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/bookings/tas/{taId}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists);

    /// <summary>Lists the bookings of a TA, latest first.</summary>
    /// <remarks>For that TA and administrators, with the students of each session.</remarks>
    /// <param name="taId">The TA.</param>
    /// <param name="from">Only those that start then or later.</param>
    /// <param name="to">Only those that start before.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the TA's bookings.</response>
    public static async Task<Ok<IReadOnlyList<BookingDetailsResponse>>> Handle(
        UrlValue<Guid> taId, UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to,
        UrlValue<BookingStatus>? status, UrlValue<int>? limit, Cursor<DateTimeOffset>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var filter = new BookingFilter(
            from?.Value, to?.Value, status?.Value, limit?.Value ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(new ListTaBookingsRequest(taId, filter), cancellationToken);
        return TypedResults.Ok(response.LinkNext(page));
    }
}
