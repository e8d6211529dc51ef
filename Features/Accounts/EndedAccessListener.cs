using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Features.Accounts;

/// <summary>
/// Has PostgreSQL tell of each account and session that ends, and makes sure every second that the connection is alive:
/// of a dead one nobody would tell us.
/// </summary>
internal sealed partial class EndedAccessListener(
    IServiceScopeFactory scopes, EndedAccessMemory memory, TimeProvider clock, ILogger<EndedAccessListener> logger)
    : Listener(scopes, clock, EndedAccess.Channel)
{
    protected override TimeSpan Patience => TimeSpan.FromSeconds(1);

    protected override void Hear(string payload)
    {
        var id = Guid.Parse(payload.AsSpan(1));
        if (payload[0] == '+')
            memory.Add(id);
        else
            memory.Remove(id);
        LogHeard(payload);
    }

    protected override async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await using var select = new NpgsqlCommand("SELECT id FROM ended_access", connection);
        await using (var rows = await select.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                ids.Add(rows.GetGuid(0));
            // What is told meanwhile comes after the rows, with the end of the statement.
            memory.Believe(ids);
        }
    }

    protected override Task ContinueAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ListenAsync(connection, EndedAccess.Channel, cancellationToken);

    protected override void Suspend() => memory.Suspend();

    [LoggerMessage(LogLevel.Information, "Listening for ended access")]
    protected override partial void LogListening();

    [LoggerMessage(LogLevel.Information, "Access ended or came back: {What}")]
    private partial void LogHeard(string what);

    [LoggerMessage(LogLevel.Warning, "Ended access is not told, so the database is asked for each request: {Reason}")]
    protected override partial void LogDeaf(string reason);
}
