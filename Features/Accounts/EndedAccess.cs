namespace Engify.Features.Accounts;

/// <summary>
/// An account or a session whose access tokens count no longer, though they have not ended by themselves. Triggers
/// write it, whoever deactivates or deletes an account or ends a session, and tell of it.
/// </summary>
public sealed class EndedAccess
{
    /// <summary>The channel of the notifications: <c>+</c> or <c>-</c>, for begun and gone, and the id.</summary>
    internal const string Channel = "engify_ended_access";

    /// <summary>The account's or the session's id.</summary>
    public Guid Id { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }
}
