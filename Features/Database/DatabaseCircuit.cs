using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;

namespace Engify.Features.Database;

/// <summary>
/// Opens connections while there is hope. Where most tries of the last moments failed, the circuit is open: nobody waits
/// for a database that is away, and one try after each pause finds out when it is back. Only getting a connection counts;
/// what is done with it does not, nor a client that goes away.
/// </summary>
internal sealed partial class DatabaseCircuit : DbConnectionInterceptor
{
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline pipeline;
    private readonly ILogger<DatabaseCircuit> logger;

    /// <summary>So that it is said once: the circuit opens anew after each try that fails.</summary>
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
