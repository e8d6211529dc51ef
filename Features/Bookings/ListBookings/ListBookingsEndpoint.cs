using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bookings.ListBookings;

public sealed class ListBookingsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/bookings", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Finds bookings, latest first.</summary>
    /// <remarks>For administrators, with the students of each session.</remarks>
    /// <param name="q">
    /// A part of a student's name or email, of the TA's name, or of the course's code or name, in any case.
    /// </param>
    /// <param name="courseId">Only those of this course.</param>
    /// <param name="taId">Only those of this TA.</param>
    /// <param name="studentId">Only those of this student.</param>
    /// <param name="from">Only those that start then or later.</param>
    /// <param name="to">Only those that start before.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the bookings.</response>
    public static async Task<Ok<IReadOnlyList<BookingDetailsResponse>>> Handle(
        string? q, UrlValue<Guid>? courseId, UrlValue<Guid>? taId, UrlValue<Guid>? studentId,
        UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to, UrlValue<BookingStatus>? status,
        UrlValue<int>? limit, Cursor<DateTimeOffset>? cursor, IMediator mediator, HttpResponse response,
        CancellationToken cancellationToken)
    {
        var filter = new BookingFilter(
            from?.Value, to?.Value, status?.Value, limit?.Value ?? Page.DefaultLimit, cursor);
        var request = new ListBookingsRequest(q, courseId?.Value, taId?.Value, studentId?.Value, filter);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
