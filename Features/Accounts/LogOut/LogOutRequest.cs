namespace Engify.Features.Accounts.LogOut;

/// <summary>A session to end; answers with whose it was, or null where there is none to end.</summary>
/// <param name="RefreshToken">The session's.</param>
public sealed record LogOutRequest(string RefreshToken) : ICommand<Guid?>
{
    public AuditedObject? Audited(Guid? response) =>
        response is { } accountId ? AuditedObject.Of<Account>(accountId) : null;
}
