using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.GroupSessions.LeaveGroupSession;

public sealed class LeaveGroupSessionEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/group-sessions/{bookingId}/leave", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems([AccessRules.Allowed, .. LeaveGroupSessionHandler.Leave.Rules]);

    /// <summary>Gives back a student's seat in a group session before it begins.</summary>
    /// <remarks>A <c>FULL</c> session becomes <c>AVAILABLE</c> again.</remarks>
    /// <param name="bookingId">The group session.</param>
    /// <param name="body">Who leaves.</param>
    /// <response code="200">The group session without the student.</response>
    public static Task<Ok<GroupSessionSeatResponse>> Handle(
        UrlValue<Guid> bookingId, LeaveGroupSessionBody body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new LeaveGroupSessionRequest(bookingId, body.StudentId), TypedResults.Ok, cancellationToken);
}
