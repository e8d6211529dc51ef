using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Polly.CircuitBreaker;

namespace Engify.Features.Database;

/// <summary>Distinguishes a database that is away, or cannot work for now, from a fault of Engify.</summary>
public static class DatabaseFailure
{
    /// <summary>
    /// How long to leave a database alone that is away, and the <c>Retry-After</c> of requests refused meanwhile.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>PostgreSQL's severity of an error that ends the session or keeps it from starting.</summary>
    private const string Fatal = "FATAL";

    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>Whether the same command may succeed later without a change to Engify.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        CommitOutcomeUnknownException or BrokenCircuitException or TimeoutException => true,
        RetryLimitExceededException { InnerException: { } last } => IsUnavailable(last),
        DbUpdateException { InnerException: { } cause } => IsUnavailable(cause),
        InvalidOperationException { InnerException: NpgsqlException cause } => IsUnavailable(cause),
        NpgsqlException failure when IsPassing(failure) => true,
        PostgresException
        {
            // A standby, a time limit of the database, or ours for an idle transaction.
            SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
                or IdleInTransactionSessionTimeout,
        } => true,
        PostgresException answer => answer.InvariantSeverity == Fatal || IsOfFiles(answer.SqlState),
        _ => false,
    };

    /// <summary>
    /// Whether PostgreSQL could not read or write its own files: class 58, <em>System Error</em>, and damaged data or
    /// indexes. The caller can do nothing about it; an operator can.
    /// </summary>
    private static bool IsOfFiles(string sqlState) =>
        sqlState.StartsWith("58", StringComparison.Ordinal)
        || sqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted;

    /// <summary>
    /// Whether PostgreSQL says that it is unavailable, or could not say anything. Npgsql does not count the case where
    /// none of several hosts is the primary.
    /// </summary>
    internal static bool IsPassing(NpgsqlException failure) =>
        failure.IsTransient || failure is not PostgresException || IsPlanOutdated(failure);

    /// <summary>Whether the statement was prepared before the schema changed. Prepared again, it runs.</summary>
    internal static bool IsPlanOutdated(Exception exception) => exception.GetBaseException() is PostgresException
    {
        SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery",
    };
}
