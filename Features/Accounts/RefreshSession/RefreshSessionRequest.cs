namespace Engify.Features.Accounts.RefreshSession;

/// <summary>A refresh token to exchange.</summary>
/// <param name="RefreshToken">The one that the last session brought.</param>
public sealed record RefreshSessionRequest(string RefreshToken) : ICommand<SessionResponse>
{
    public AuditedObject? Audited(SessionResponse response) => AuditedObject.Of<Account>(response.User.Id);

    internal static RefreshSessionRequest Example => new(ExampleSchool.RefreshToken);
}
