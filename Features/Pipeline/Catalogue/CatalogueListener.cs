using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Features.Pipeline.Catalogue;

/// <summary>Has PostgreSQL tell of each change to the catalogue, whoever makes it, and forgets what was known.</summary>
internal sealed partial class CatalogueListener(
    IServiceScopeFactory scopes, CatalogueMemory memory, ILogger<CatalogueListener> logger) : BackgroundService
{
    /// <summary>Bounds our ignorance if word of a change should get lost: as long as clients may keep an answer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                memory.Suspend();
                LogFailed(exception.GetBaseException().Message);
            }

            await Task.Delay(BetweenTries, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        connection.Notification += (_, change) =>
        {
            memory.BeginAnew();
            LogChanged(change.Payload);
        };
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {CatalogueChanges.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);

        LogListening();
        while (true)
        {
            memory.BeginAnew();
            await connection.WaitAsync(MaxAge, cancellationToken);
        }
    }

    private string ConnectionString()
    {
        using var scope = scopes.CreateScope();
        var connectionString = scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database.GetConnectionString();
        // Of a connection that is only waited on nobody else would notice that it is dead.
        return new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 10, Pooling = false }.ConnectionString;
    }

    [LoggerMessage(LogLevel.Information, "Listening for changes of the catalogue")]
    private partial void LogListening();

    [LoggerMessage(LogLevel.Information, "The catalogue changed: {What}")]
    private partial void LogChanged(string what);

    [LoggerMessage(LogLevel.Warning, "Changes of the catalogue are not told, so none of it is remembered: {Reason}")]
    private partial void LogFailed(string reason);
}
