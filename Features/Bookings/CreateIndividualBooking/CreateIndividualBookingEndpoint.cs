using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Idempotency;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Bookings.CreateIndividualBooking;

public sealed class CreateIndividualBookingEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/bookings/individual", Handle)
            .WithName("CreateIndividualBooking")
            .WithTags("Bookings")
            .WithSummary("Books an individual session with a TA of the course, named or chosen.")
            .RequireAuthorization(Policies.StudentOrAdmin)
            .AcceptsIdempotencyKey()
            .ProducesRuleProblems(
                AccessRules.Allowed, BookingRules.StartsInFuture, StudentRules.Exists, CourseRules.Exists,
                TaRules.Exists, TaRules.TeachesCourse, BookingRules.TaIsFree, BookingRules.SomeTaIsFree,
                BookingRules.StudentIsFree, BundleRules.Exists, BundleRules.CoversSession, BundleRules.HasSessionLeft,
                BookingRules.HasPrice);

    private static async Task<Ok<BookingResponse>> Handle(
        CreateIndividualBookingRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(request, cancellationToken));
}
