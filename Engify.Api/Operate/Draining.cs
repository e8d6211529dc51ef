using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Engify.Api.Operate;

/// <summary>
/// On shutdown, reports that the service is not ready, and keeps serving for a while for clients that have not heard.
/// </summary>
internal sealed partial class Draining(
    IHostApplicationLifetime lifetime, IOptions<ShutdownOptions> options, TimeProvider clock, ILogger<Draining> logger)
    : IHostedLifecycleService, IHealthCheck
{
    private volatile bool hasBegun;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(hasBegun || lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Degraded("The service is about to stop.")
            : HealthCheckResult.Healthy());

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // If it never served, nobody needs to be told that it stops.
        if (hasBegun || !lifetime.ApplicationStarted.IsCancellationRequested)
            return;

        hasBegun = true;
        LogBegun(options.Value.Delay.TotalSeconds);
        await Task.Delay(options.Value.Delay, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "About to stop: no longer ready, but serving for {Seconds} seconds")]
    private partial void LogBegun(double seconds);
}
