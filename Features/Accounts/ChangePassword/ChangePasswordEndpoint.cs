using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.ChangePassword;

public sealed class ChangePasswordEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/change-password", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .RequireRateLimiting(RateLimits.SignIn)
        .ProducesRuleProblems(
            AccountRules.CurrentPasswordIsRight, AccountRules.PasswordIsStrong, AccountRules.NotLocked,
            AccountRules.HasTurn);

    /// <summary>Changes the caller's password, and ends all their other sessions.</summary>
    /// <remarks>A wrong current password counts as one at sign-in does.</remarks>
    /// <param name="request">The old password and the new one.</param>
    /// <response code="204">The password is changed.</response>
    public static async Task<NoContent> Handle(
        ChangePasswordRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(request, cancellationToken);
        return TypedResults.NoContent();
    }
}
