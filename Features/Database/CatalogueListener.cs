using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Listens to PostgreSQL for every change to the catalogue and then forgets what was remembered.</summary>
internal sealed partial class CatalogueListener(
    IServiceScopeFactory scopes, CatalogueMemory memory, TimeProvider clock, ILogger<CatalogueListener> logger)
    : BackgroundService
{
    /// <summary>How long a lost notification can go unnoticed: as long as clients may cache an answer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private bool isDeaf;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                memory.Suspend();
                if (!isDeaf)
                    LogFailed(exception.GetBaseException().Message);
                isDeaf = true;
            }

            await Task.Delay(BetweenTries, clock, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = Connections.OfItsOwn(Connections.StringOf(scopes));
        connection.Notification += (_, change) =>
        {
            memory.BeginAnew();
            LogChanged(change.Payload);
        };
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {CatalogueChanges.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);

        isDeaf = false;
        LogListening();
        while (true)
        {
            memory.BeginAnew();
            await connection.WaitAsync(MaxAge, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Listening for changes of the catalogue")]
    private partial void LogListening();

    [LoggerMessage(LogLevel.Information, "The catalogue changed: {What}")]
    private partial void LogChanged(string what);

    [LoggerMessage(LogLevel.Warning, "Changes of the catalogue are not told, so none of it is remembered: {Reason}")]
    private partial void LogFailed(string reason);
}
