namespace Engify.Features.Accounts.EndOtherSessions;

/// <summary>Answers with whose sessions ended.</summary>
public sealed record EndOtherSessionsRequest : ICommand<Guid>
{
    public AuditedObject? Audited(Guid response) => AuditedObject.Of<Account>(response);
}
