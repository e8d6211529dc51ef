using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;

namespace Engify.Features.Database;

/// <summary>
/// A circuit breaker for connections. When most recent attempts to connect have failed, the circuit opens: nobody waits
/// for a database that is away, and one attempt after each pause finds out whether it is back. Only connecting counts,
/// not what is done with the connection, and not a client that goes away.
/// </summary>
internal sealed partial class DatabaseCircuit : DbConnectionInterceptor
{
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline pipeline;
    private readonly ILogger<DatabaseCircuit> logger;

    /// <summary>Logs once only, although the circuit opens again after each failed attempt.</summary>
    private volatile bool isDatabaseAway;

    public DatabaseCircuit(TimeProvider clock, DatabaseMeter meter, ILogger<DatabaseCircuit> logger)
    {
        this.logger = logger;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = DatabaseFailure.Pause,
                StateProvider = state,
                ShouldHandle = failed => ValueTask.FromResult(
                    failed.Outcome.Exception is TimeoutException
                    || (failed.Outcome.Exception is NpgsqlException failure && DatabaseFailure.IsPassing(failure))),
                OnOpened = opened =>
                {
                    if (!isDatabaseAway)
                        LogOpened(opened.Outcome.Exception?.GetBaseException().Message);
                    isDatabaseAway = true;
                    return default;
                },
                OnClosed = _ =>
                {
                    isDatabaseAway = false;
                    LogClosed();
                    return default;
                },
            })
            .Build();
        meter.ObserveCircuit(() => state.CircuitState is CircuitState.Open or CircuitState.HalfOpen);
    }

    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        pipeline.Execute(static connection => connection.Open(), connection);
        return InterceptionResult.Suppress();
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        await pipeline.ExecuteAsync(
            static (connection, cancellationToken) => new ValueTask(connection.OpenAsync(cancellationToken)),
            connection,
            cancellationToken);
        return InterceptionResult.Suppress();
    }

    [LoggerMessage(LogLevel.Warning, "The database is away, so requests that need it are refused at once: {Reason}")]
    private partial void LogOpened(string? reason);

    [LoggerMessage(LogLevel.Information, "The database is back")]
    private partial void LogClosed();
}
