using Engify.Features.Accounts;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Invitations.AcceptInvitation;

public sealed class AcceptInvitationEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/accept-invitation", Handle)
        .AllowAnonymous()
        .RequireRateLimiting(RateLimits.SignIn)
        .CarriesRefreshToken()
        .ProducesRuleProblems(
            InvitationRules.IsValid, AccountRules.EmailIsFree, AccountRules.PasswordIsStrong, AccountRules.HasTurn);

    /// <summary>Opens the account that an invitation is for, and signs in to it.</summary>
    /// <remarks>
    /// The link is good once. If the password is refused, it can be used again with another. Whoever loses the answer
    /// signs in with the password.
    /// </remarks>
    /// <param name="request">The link's token, and the password.</param>
    /// <response code="200">The session of the new account.</response>
    public static async Task<Ok<SessionResponse>> Handle(
        AcceptInvitationRequest request, RefreshTokenTransport transport, IMediator mediator,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(transport.Answer(await mediator.Send(request, cancellationToken)));
}
