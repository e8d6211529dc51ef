using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.RefreshSession;

public sealed class RefreshSessionEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/refresh", Handle)
        .AllowAnonymous()
        .CarriesRefreshToken()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccountRules.RefreshTokenIsUnspent);

    /// <summary>Exchanges a refresh token, once, for a new session.</summary>
    /// <remarks>
    /// Using a refresh token a second time counts as theft and ends every session of that sign-in. A client that lost
    /// the answer, or exchanged the token in two places at once, may repeat the exchange within 30 seconds (the
    /// operator can change this) and gets another session of that sign-in. Needs a body unless the token is in the
    /// cookie.
    /// </remarks>
    /// <param name="request">The refresh token to exchange.</param>
    /// <response code="200">The next session, with a refresh token of its own.</response>
    public static async Task<Ok<SessionResponse>> Handle(
        RefreshSessionRequest? request, RefreshTokenTransport transport, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var refreshToken = transport.Read(request?.RefreshToken);
        AccessRules.SignedIn.Check(refreshToken is not null);
        return TypedResults.Ok(transport.Answer(
            await mediator.Send(new RefreshSessionRequest(refreshToken), cancellationToken)));
    }
}
