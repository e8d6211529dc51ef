using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Database;

/// <summary>
/// Work that runs at start and then periodically. After a failure it runs again in a minute; a database that is away is
/// logged once, however long it is away.
/// </summary>
internal abstract partial class RecurringWork(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger)
    : BackgroundService
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMinutes(1);

    private bool isDatabaseAway;

    protected abstract TimeSpan Interval { get; }

    /// <summary>Whether one instance at a time is enough.</summary>
    protected abstract bool IsShared { get; }

    protected abstract Task DoAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            timer.Period = await TryAsync(stoppingToken) ? Interval : BeforeNextTry;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            var done = IsShared ? await DoSharedAsync(stoppingToken) : await DoAloneAsync(stoppingToken);
            isDatabaseAway = false;
            return done;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (!DatabaseFailure.IsUnavailable(exception))
                LogFailed(exception, GetType().Name);
            else if (!isDatabaseAway)
                LogDatabaseAway(GetType().Name, exception.GetBaseException().Message);
            isDatabaseAway = DatabaseFailure.IsUnavailable(exception);
            return false;
        }
    }

    private async Task<bool> DoAloneAsync(CancellationToken cancellationToken)
    {
        await DoAsync(cancellationToken);
        return true;
    }

    private async Task<bool> DoSharedAsync(CancellationToken cancellationToken)
    {
        await using var held = await InstanceLock.TryTakeAsync(
            Connections.StringOf(scopes), GetType().Name, cancellationToken);
        // The instance that holds the lock may die before it finishes.
        return held is not null && await DoAloneAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "{Work} failed; it is tried again in a minute")]
    private partial void LogFailed(Exception exception, string work);

    [LoggerMessage(LogLevel.Warning, "{Work} waits for the database: {Reason}")]
    private partial void LogDatabaseAway(string work, string reason);
}
