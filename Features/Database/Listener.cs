using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// Has PostgreSQL tell of changes, whoever makes them, on a connection of its own. While it is deaf, nothing that rests
/// on being told may be believed.
/// </summary>
/// <param name="scopes">Knows what to connect with.</param>
/// <param name="clock">The time.</param>
/// <param name="channel">The channel of the notifications.</param>
internal abstract class Listener(IServiceScopeFactory scopes, TimeProvider clock, string channel) : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private bool isDeaf;

    /// <summary>How long it waits for word before it makes sure that all is well.</summary>
    protected abstract TimeSpan Patience { get; }

    protected abstract void Hear(string payload);

    /// <summary>Learns what there is, right after it began to listen.</summary>
    protected abstract Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>Makes sure that all is well, after it waited for word in vain.</summary>
    protected abstract Task ContinueAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>Has nothing more believed.</summary>
    protected abstract void Suspend();

    protected abstract void LogListening();

    protected abstract void LogDeaf(string reason);

    protected static async Task ListenAsync(
        NpgsqlConnection connection, string channel, CancellationToken cancellationToken)
    {
        await using var listen = new NpgsqlCommand($"LISTEN {channel}", connection) { CommandTimeout = 2 };
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Suspend();
                if (!isDeaf)
                    LogDeaf(exception.GetBaseException().Message);
                isDeaf = true;
            }

            await Task.Delay(BetweenTries, clock, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = Connections.OfItsOwn(Connections.StringOf(scopes));
        connection.Notification += (_, change) => Hear(change.Payload);
        await connection.OpenAsync(cancellationToken);
        await ListenAsync(connection, channel, cancellationToken);
        await BeginAsync(connection, cancellationToken);

        isDeaf = false;
        LogListening();
        while (true)
        {
            if (!await connection.WaitAsync(Patience, cancellationToken))
                await ContinueAsync(connection, cancellationToken);
        }
    }
}
