using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Sends the commit, and distinguishes one that certainly failed from one whose outcome is unknown.</summary>
internal sealed class CommitGuard(EngifyDbContext db, IdempotencyContext idempotency)
{
    private string? warning;

    /// <param name="commit">
    /// Sends it. It is not cancelled when the client goes away, or the outcome would be unknown.
    /// </param>
    /// <exception cref="CommitOutcomeUnknownException">
    /// The connection was lost during the commit and there is no idempotency key that would tell the outcome, or a
    /// standby did not confirm.
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
            throw new CommitOutcomeUnknownException(
                "The connection to the database was lost while committing.", exception);
        }
        finally
        {
            connection.Notice -= Heed;
        }
    }

    // When the wait for a synchronous standby is cancelled, COMMIT succeeds here with a warning, but a failover would
    // lose it.
    private void Heed(object sender, NpgsqlNoticeEventArgs args)
    {
        if (args.Notice.SqlState == PostgresErrorCodes.Warning)
            warning = args.Notice.MessageText;
    }

    // If PostgreSQL refuses a statement, even COMMIT, the transaction has no effect. Any other failure may have come
    // just after the commit took effect.
    private static bool IsOutcomeUnknown(Exception exception) =>
        (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) switch
        {
            PostgresException refused => refused.InvariantSeverity != "ERROR",
            { } lost => true,
            null => false,
        };
}
