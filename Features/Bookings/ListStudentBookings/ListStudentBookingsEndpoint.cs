using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Json;
using Engify.Features.Pipeline.Paging;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Bookings.ListStudentBookings;

public sealed class ListStudentBookingsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/bookings/students/{studentId}", Handle)
            .WithName("ListStudentBookings")
            .WithTags("Bookings")
            .WithSummary("Lists the bookings of a student, latest first.")
            .RequireAuthorization(Policies.StudentOrAdmin)
            .ProducesRuleProblems(AccessRules.Allowed, StudentRules.Exists);

    private static async Task<Ok<IReadOnlyList<BookingDetailsResponse>>> Handle(
        UrlValue<Guid> studentId, UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to,
        UrlValue<BookingStatus>? status, int? limit, Cursor<DateTimeOffset>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var filter = new BookingFilter(from?.Value, to?.Value, status?.Value, limit ?? Page.DefaultLimit, cursor);
        var page = await mediator.Send(new ListStudentBookingsRequest(studentId, filter), cancellationToken);
        return TypedResults.Ok(response.LinkNext(page));
    }
}
