using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.LogIn;

public sealed class LogInEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/auth/login", Handle)
        .AllowAnonymous()
        .RequireRateLimiting(RateLimits.SignIn)
        .ProducesRuleProblems(
            AccountRules.CredentialsAreRight, AccountRules.NotLocked, AccountRules.HasTurn);

    /// <summary>Signs in with email and password.</summary>
    /// <remarks>
    /// After five wrong passwords in 15 minutes an email is locked for a while, whether or not it has an account.
    /// </remarks>
    /// <param name="request">Who signs in.</param>
    /// <response code="200">The session.</response>
    public static async Task<Ok<SessionResponse>> Handle(
        LogInRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(request, cancellationToken));
}
