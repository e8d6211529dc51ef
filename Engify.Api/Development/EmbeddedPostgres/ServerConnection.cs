using Npgsql;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>Connects to a server on this machine as its superuser.</summary>
internal sealed class ServerConnection(int port, string password)
{
    public const string User = "engify";

    private const string Database = "engify";
    private const string MaintenanceDatabase = "postgres";

    public string ConnectionString => Settings(Database).ConnectionString;

    /// <summary>Whether the server accepts our password, which also proves that it is ours.</summary>
    public Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        CanOpenAsync(MaintenanceDatabase, cancellationToken);

    /// <summary>Whether the server is ready for use, with its database created.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => CanOpenAsync(Database, cancellationToken);

    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(MaintenanceDatabase, cancellationToken);
        await using var find = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'", connection);
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;

        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<bool> CanOpenAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(database, cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var unpooled =
            new NpgsqlConnectionStringBuilder(Settings(database).ConnectionString) { Pooling = false, Timeout = 5 };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private NpgsqlConnectionStringBuilder Settings(string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };
}
