using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace Engify.Features.Persistence;

/// <summary>
/// Tries again a few times what failed for a passing reason (deadlock, serialization failure, lost connection), after
/// short waits of random length, so that those who collided do not meet again.
/// </summary>
internal sealed class JitteredExecutionStrategy(ExecutionStrategyDependencies dependencies)
    : NpgsqlRetryingExecutionStrategy(dependencies, MaxRetries)
{
    private const int MaxRetries = 5;

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        var attempt = ExceptionsEncountered.Count;
        return attempt <= MaxRetries ? TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)) : null;
    }
}
