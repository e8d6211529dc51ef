using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Idempotency;
using Engify.Features.Pipeline.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.GroupSessions.JoinGroupSession;

public sealed class JoinGroupSessionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/group-sessions/{bookingId}/join", Handle)
            .WithName("JoinGroupSession")
            .WithTags("GroupSessions")
            .WithSummary("Takes a seat in a group session for a student.")
            .RequireAuthorization(Policies.StudentOrAdmin)
            .AcceptsIdempotencyKey()
            .ProducesRuleProblems(
                AccessRules.Allowed, StudentRules.Exists, BookingRules.Exists,
                GroupSessionRules.IsGroupSession, GroupSessionRules.IsOpen, GroupSessionRules.NotYetJoined,
                BookingRules.StudentIsFree, GroupSessionRules.HasSeat);

    private static async Task<Ok<GroupSessionSeatResponse>> Handle(
        UrlValue<Guid> bookingId, JoinGroupSessionBody body, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(
            new JoinGroupSessionRequest(bookingId, body.StudentId), cancellationToken));
}
