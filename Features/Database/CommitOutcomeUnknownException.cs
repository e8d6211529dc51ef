namespace Engify.Features.Database;

/// <summary>
/// The connection was lost while committing, or a required standby did not confirm in time. The change may or may not
/// have been made, or may still be lost. The service does not try again; the client may, with its idempotency key.
/// </summary>
public sealed class CommitOutcomeUnknownException(string message, Exception? cause = null) : Exception(message, cause);
