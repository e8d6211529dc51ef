namespace Engify.Features.Accounts.EndSession;

/// <summary>A session to end; answers with whose it was.</summary>
/// <param name="SessionId">The session.</param>
public sealed record EndSessionRequest(Guid SessionId) : ICommand<Guid>
{
    public AuditedObject? Audited(Guid response) => AuditedObject.Of<Account>(response);
}
