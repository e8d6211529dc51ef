namespace Engify.Features.Persistence;

/// <summary>
/// The connection was lost while committing: the change may or may not have been made. Nothing here tries it again;
/// the client may, with its idempotency key.
/// </summary>
public sealed class CommitOutcomeUnknownException(Exception cause)
    : Exception("The connection to the database was lost while committing.", cause);
