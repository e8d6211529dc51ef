using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Listens to PostgreSQL for every change to the catalogue and then forgets what was remembered.</summary>
internal sealed partial class CatalogueListener(
    IServiceScopeFactory scopes, CatalogueMemory memory, TimeProvider clock, ILogger<CatalogueListener> logger)
    : Listener(scopes, clock, CatalogueChanges.Channel)
{
    /// <summary>How long a lost notification can go unnoticed: as long as clients may cache an answer.</summary>
    protected override TimeSpan Patience => TimeSpan.FromMinutes(1);

    protected override void Hear(string payload)
    {
        memory.BeginAnew();
        LogChanged(payload);
    }

    protected override Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        memory.BeginAnew();
        return Task.CompletedTask;
    }

    protected override Task ContinueAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        BeginAsync(connection, cancellationToken);

    protected override void Suspend() => memory.Suspend();

    [LoggerMessage(LogLevel.Information, "Listening for changes of the catalogue")]
    protected override partial void LogListening();

    [LoggerMessage(LogLevel.Information, "The catalogue changed: {What}")]
    private partial void LogChanged(string what);

    [LoggerMessage(LogLevel.Warning, "Changes of the catalogue are not told, so none of it is remembered: {Reason}")]
    protected override partial void LogDeaf(string reason);
}
