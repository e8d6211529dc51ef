namespace Engify.Features.Database;

/// <summary>
/// The connection was lost while committing, or a standby that must have it too did not confirm it in time: the change may
/// or may not have been made, or may yet be lost. Nothing here tries it again; the client may, with its idempotency key.
/// </summary>
public sealed class CommitOutcomeUnknownException(string message, Exception? cause = null) : Exception(message, cause);
