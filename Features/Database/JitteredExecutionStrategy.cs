using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Engify.Features.Database;

/// <summary>
/// Retries work that failed for a passing reason (deadlock, serialization failure, lost connection, changed schema) a
/// few times, after short random waits, so that transactions that collided do not collide again. It does not retry once
/// the request might be answered too late.
/// </summary>
internal sealed class JitteredExecutionStrategy(ExecutionStrategyDependencies dependencies, DatabaseMeter? meter)
    : NpgsqlRetryingExecutionStrategy(dependencies, MaxRetries)
{
    private const int MaxRetries = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private long begunAt;

    protected override void OnFirstExecution()
    {
        base.OnFirstExecution();
        begunAt = Stopwatch.GetTimestamp();
    }

    protected override bool ShouldRetryOn(Exception? exception) =>
        base.ShouldRetryOn(exception) || (exception is NpgsqlException failure && DatabaseFailure.IsPassing(failure));

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        var attempt = ExceptionsEncountered.Count;
        if (attempt > MaxRetries || Stopwatch.GetElapsedTime(begunAt) > Patience)
            return null;

        meter?.Retried(lastException);
        // The statements that the other connections have prepared are just as old.
        if (DatabaseFailure.IsPlanOutdated(lastException))
        {
            var database = Dependencies.CurrentContext.Context.Database;
            NpgsqlConnection.ClearPool((NpgsqlConnection)database.GetDbConnection());
        }

        return TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt));
    }
}
