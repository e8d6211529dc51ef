using Engify.Features.Domain;
using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Pipeline.Idempotency;

/// <summary>Forgets, every hour, the answers that are past their lifetime.</summary>
internal sealed partial class IdempotencyPurge(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<IdempotencyPurge> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
    }

    /// <summary>Deletes what is past its lifetime now.</summary>
    internal async Task PurgeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var expired = clock.Now() - IdempotencyKeys.Lifetime;
        await scope.ServiceProvider.GetRequiredService<EngifyDbContext>().IdempotencyRecords
            .Where(record => record.CreatedAt <= expired)
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Could not purge idempotency records; the next try is in an hour")]
    private partial void LogFailed(Exception exception);
}
