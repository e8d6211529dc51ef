namespace Engify.Features.Accounts.SetAccountStatus;

/// <param name="AccountId">The account.</param>
/// <param name="IsActive">Whether one can sign in to it from now on.</param>
public sealed record SetAccountStatusRequest(Guid AccountId, bool IsActive) : ICommand<AccountResponse>
{
    public AuditedObject? Audited(AccountResponse response) => AuditedObject.Of<Account>(response.Id);
}
