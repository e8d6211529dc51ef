using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.GroupSessions.JoinGroupSession;

public sealed class JoinGroupSessionEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/group-sessions/{bookingId}/join", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems([AccessRules.Allowed, .. JoinGroupSessionHandler.Join.Rules]);

    /// <summary>Takes a seat in a group session for a student.</summary>
    /// <remarks>Taking the last seat makes the session <c>FULL</c>.</remarks>
    /// <param name="bookingId">The group session.</param>
    /// <param name="body">Who joins.</param>
    /// <response code="200">The group session with the student in it.</response>
    public static Task<Ok<GroupSessionSeatResponse>> Handle(
        UrlValue<Guid> bookingId, JoinGroupSessionBody body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new JoinGroupSessionRequest(bookingId, body.StudentId), TypedResults.Ok, cancellationToken);
}
