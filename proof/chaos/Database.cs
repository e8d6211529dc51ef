using Npgsql;

namespace Engify.Chaos;

/// <summary>The database under the service: a PostgreSQL of our own, or an external cluster.</summary>
internal abstract class Database : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>As the service connects.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>As we connect, to seed, to break and to look.</summary>
    public abstract string AdminConnectionString { get; }

    /// <summary>
    /// Whether a commit that was not acknowledged can be seen and yet be lost: one whose wait for a standby was
    /// cancelled, until a failover.
    /// </summary>
    public abstract bool MayTakeBack { get; }

    /// <summary>A connection of the administrator's, as soon as the database takes one.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(AdminConnectionString)
        {
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 60,
            ApplicationName = "chaos",
        };
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (Exception failure)
                when (failure is NpgsqlException or TimeoutException && DateTime.UtcNow < deadline)
            {
                await connection.DisposeAsync();
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public abstract ValueTask DisposeAsync();
}
