using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Sends what commits, and tells a commit that certainly was not made from one of which nobody knows.</summary>
internal sealed class CommitGuard(EngifyDbContext db, IdempotencyContext idempotency)
{
    private string? warning;

    /// <param name="commit">Sends it; a client that goes away now must not leave us not knowing what we did.</param>
    /// <exception cref="CommitOutcomeUnknownException">
    /// The connection was lost meanwhile, and there is no idempotency key, which would tell; or a standby did not confirm.
    /// </exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> commit)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        warning = null;
        connection.Notice += Heed;
        try
        {
            var result = await commit(CancellationToken.None);
            return warning is null ? result : throw new CommitOutcomeUnknownException(warning);
        }
        catch (Exception exception) when (idempotency.Key is null && IsOutcomeUnknown(exception))
        {
            throw new CommitOutcomeUnknownException("The connection to the database was lost while committing.", exception);
        }
        finally
        {
            connection.Notice -= Heed;
        }
    }

    // When the wait for a synchronous standby is cancelled, COMMIT succeeds here, though a failover would lose it, and says
    // so by a warning.
    private void Heed(object sender, NpgsqlNoticeEventArgs args)
    {
        if (args.Notice.SqlState == PostgresErrorCodes.Warning)
            warning = args.Notice.MessageText;
    }

    // A statement that PostgreSQL refused, COMMIT among them, ends the transaction without effect; whatever else ends it
    // may have come just after its effect.
    private static bool IsOutcomeUnknown(Exception exception) =>
        (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) switch
        {
            PostgresException refused => refused.InvariantSeverity != "ERROR",
            { } lost => true,
            null => false,
        };
}
