using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Polly.CircuitBreaker;

namespace Engify.Features.Persistence;

/// <summary>Tells a database that is away, or that cannot do its work for now, from a fault of ours.</summary>
public static class DatabaseFailure
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>Whether the same may succeed later, without anybody mending Engify.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        CommitOutcomeUnknownException or BrokenCircuitException or TimeoutException => true,
        RetryLimitExceededException { InnerException: { } last } => IsUnavailable(last),
        DbUpdateException { InnerException: { } cause } => IsUnavailable(cause),
        InvalidOperationException { InnerException: NpgsqlException cause } => IsUnavailable(cause),
        NpgsqlException { IsTransient: true } or PostgresException
        {
            // A standby or a full disk; a time limit of the database itself, or ours for a transaction that stands still.
            SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
                or IdleInTransactionSessionTimeout,
        } => true,
        _ => false,
    };
}
