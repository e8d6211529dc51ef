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

namespace Engify.Features.GroupSessions.LeaveGroupSession;

public sealed class LeaveGroupSessionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/group-sessions/{bookingId}/leave", Handle)
            .WithName("LeaveGroupSession")
            .WithTags("GroupSessions")
            .WithSummary("Gives a student's seat in a group session back, before it begins.")
            .RequireAuthorization(Policies.StudentOrAdmin)
            .AcceptsIdempotencyKey()
            .ProducesRuleProblems(
                AccessRules.Allowed, StudentRules.Exists, BookingRules.Exists,
                GroupSessionRules.IsGroupSession, GroupSessionRules.IsOpen, GroupSessionRules.HasJoined);

    private static async Task<Ok<GroupSessionSeatResponse>> Handle(
        UrlValue<Guid> bookingId, LeaveGroupSessionBody body, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(
            new LeaveGroupSessionRequest(bookingId, body.StudentId), cancellationToken));
}
