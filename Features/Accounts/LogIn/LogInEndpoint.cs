using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.LogIn;

public sealed class LogInEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/login", Handle)
        .AllowAnonymous()
        .RequireRateLimiting(RateLimits.SignIn)
        .CarriesRefreshToken()
        .ProducesRuleProblems(
            AccountRules.CredentialsAreRight, AccountRules.NotLocked, AccountRules.IsActive, AccountRules.HasTurn);

    /// <summary>Signs in with email and password.</summary>
    /// <remarks>
    /// After five wrong passwords in 15 minutes an email is locked for a while for the network that they came from,
    /// whether or not it has an account. After twenty from all networks together, each further attempt has to wait a
    /// little longer, up to a minute. Neither holds for a network from which its owner has signed in before.
    /// </remarks>
    /// <param name="request">Who signs in.</param>
    /// <response code="200">The session.</response>
    public static async Task<Ok<SessionResponse>> Handle(
        LogInRequest request, RefreshTokenTransport transport, IMediator mediator,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(transport.Answer(await mediator.Send(request, cancellationToken)));
}
