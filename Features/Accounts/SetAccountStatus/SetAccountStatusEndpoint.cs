using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.SetAccountStatus;

public sealed class SetAccountStatusEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/accounts/{accountId}/status", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccountRules.Exists, AccountRules.AdministratorRemains);

    /// <summary>Deactivates an account, or activates it again.</summary>
    /// <remarks>
    /// Deactivating ends all its sessions; their access tokens are refused from then on, too. Nobody can sign in to it
    /// until it is active again. The last active administrator stays active.
    /// </remarks>
    /// <param name="accountId">The account.</param>
    /// <param name="body">Whether it is active.</param>
    /// <response code="200">The account as it is now.</response>
    public static Task<Ok<AccountResponse>> Handle(
        UrlValue<Guid> accountId, SetAccountStatusBody body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new SetAccountStatusRequest(accountId, body.IsActive), TypedResults.Ok, cancellationToken);
}
