using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.Register;

public sealed class RegisterEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/register", Handle)
        .AllowAnonymous()
        .RequireRateLimiting(RateLimits.SignIn)
        .CarriesRefreshToken()
        .ProducesRuleProblems(
            AccountRules.EmailIsFree, AccountRules.PasswordIsStrong, AccountRules.HasTurn);

    /// <summary>Opens an account for a new student and signs them in.</summary>
    /// <remarks>
    /// An operator creates the accounts of TAs and administrators. A body that asks for one with <c>"role": "ta"</c>,
    /// <c>"type": "ta"</c>, <c>"isAdmin": true</c>, <c>taId</c> or similar is refused and creates no account;
    /// <c>"role": "student"</c> and <c>"type": "student"</c> are accepted.
    /// </remarks>
    /// <param name="request">The new student.</param>
    /// <response code="201">The session of the new account.</response>
    public static async Task<Created<SessionResponse>> Handle(
        RegisterRequest request, RefreshTokenTransport transport, IMediator mediator, LinkGenerator links,
        HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Created(
            links.GetPathByName(context, "GetCurrentUser"),
            transport.Answer(await mediator.Send(request, cancellationToken)));
}
