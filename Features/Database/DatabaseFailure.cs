using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Polly.CircuitBreaker;

namespace Engify.Features.Database;

/// <summary>Tells a database that is away, or that cannot do its work for now, from a fault of ours.</summary>
public static class DatabaseFailure
{
    /// <summary>
    /// How long nobody tries a database that is away; whoever is refused for it is told to come again as late.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>What PostgreSQL calls an error that ends the session, or keeps it from beginning.</summary>
    private const string Fatal = "FATAL";

    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>Whether the same may succeed later, without anybody mending Engify.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        CommitOutcomeUnknownException or BrokenCircuitException or TimeoutException => true,
        RetryLimitExceededException { InnerException: { } last } => IsUnavailable(last),
        DbUpdateException { InnerException: { } cause } => IsUnavailable(cause),
        InvalidOperationException { InnerException: NpgsqlException cause } => IsUnavailable(cause),
        NpgsqlException failure when IsPassing(failure) => true,
        PostgresException
        {
            // A standby; a time limit of the database itself, or ours for a transaction that stands still.
            SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
                or IdleInTransactionSessionTimeout,
        } => true,
        PostgresException answer => answer.InvariantSeverity == Fatal || IsOfFiles(answer.SqlState),
        _ => false,
    };

    /// <summary>
    /// Whether PostgreSQL could not read or write its own files: class 58, <em>System Error</em>, and damaged data or
    /// indexes. Whoever asks can do nothing about it, and an operator can.
    /// </summary>
    private static bool IsOfFiles(string sqlState) =>
        sqlState.StartsWith("58", StringComparison.Ordinal)
        || sqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted;

    /// <summary>
    /// Whether PostgreSQL says so itself, or did not get to say anything. Npgsql does not count it among them if none of
    /// several hosts is the primary.
    /// </summary>
    internal static bool IsPassing(NpgsqlException failure) =>
        failure.IsTransient || failure is not PostgresException || IsPlanOutdated(failure);

    /// <summary>Whether the statement was prepared when the schema was another: prepared anew, it runs.</summary>
    internal static bool IsPlanOutdated(Exception exception) => exception.GetBaseException() is PostgresException
    {
        SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery",
    };
}
