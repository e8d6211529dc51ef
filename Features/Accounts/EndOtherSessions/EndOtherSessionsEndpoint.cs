using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.EndOtherSessions;

public sealed class EndOtherSessionsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/auth/sessions", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .AcceptsIdempotencyKey();

    /// <summary>Ends all of the caller's sessions but the one that this request came by.</summary>
    /// <remarks>Their access tokens are refused within a second, by every instance.</remarks>
    /// <response code="204">The other sessions are ended.</response>
    public static Task<NoContent> Handle(Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new EndOtherSessionsRequest(), _ => TypedResults.NoContent(), cancellationToken);
}
