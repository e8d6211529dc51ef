using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.EndSession;

public sealed class EndSessionEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/auth/sessions/{sessionId}", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccountRules.SessionExists);

    /// <summary>Ends one of the caller's sessions, with its access tokens.</summary>
    /// <remarks>A session of somebody else does not exist for the caller.</remarks>
    /// <param name="sessionId">The session.</param>
    /// <response code="204">The session is ended.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> sessionId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new EndSessionRequest(sessionId), _ => TypedResults.NoContent(), cancellationToken);
}
