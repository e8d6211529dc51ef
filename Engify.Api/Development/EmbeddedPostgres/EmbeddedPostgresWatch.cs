using System.ComponentModel;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>
/// Restarts the embedded PostgreSQL if it was killed, and says what to do if its data are gone: nothing can bring them
/// back, and until somebody begins afresh, the service stays up without a database.
/// </summary>
internal sealed partial class EmbeddedPostgresWatch(
    EmbeddedPostgresServer server, TimeProvider clock, ILogger<EmbeddedPostgresWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!server.HasData)
            {
                server.Abandon();
                LogGone(server.Folder);
                return;
            }

            if (server.IsRunning)
                isAway = false;
            else
                await StartAgainAsync(stoppingToken);
        }
    }

    private async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        string? fault;
        try
        {
            fault = await server.StartAgainAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            fault = failure.Message; // its folder may be about to disappear
        }

        if (fault is null)
            LogStartedAgain(server.Port);
        else if (!isAway)
            LogAway(fault);
        isAway = fault is not null;
    }

    [LoggerMessage(LogLevel.Error, "The data of the embedded PostgreSQL are gone from {Folder}, so nothing can be read "
        + "or saved any more: stop Engify and start it again to begin afresh")]
    private partial void LogGone(string folder);

    [LoggerMessage(LogLevel.Warning, "The embedded PostgreSQL had stopped and was started again on 127.0.0.1:{Port}")]
    private partial void LogStartedAgain(int port);

    [LoggerMessage(LogLevel.Warning, "The embedded PostgreSQL has stopped, and does not yet start again: {Reason}")]
    private partial void LogAway(string reason);
}
