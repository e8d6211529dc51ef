namespace Engify.Features.Accounts.LogOut;

/// <summary>
/// A session to end. The answer is the account whose session it was, or null if there was nothing to end.
/// </summary>
/// <param name="RefreshToken">The session's.</param>
public sealed record LogOutRequest(string RefreshToken) : ICommand<Guid?>
{
    public AuditedObject? Audited(Guid? response) =>
        response is { } accountId ? AuditedObject.Of<Account>(accountId) : null;

    internal static LogOutRequest Example => new(ExampleSchool.RefreshToken);
}
