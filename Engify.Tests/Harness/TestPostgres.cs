using System.Security.Cryptography;
using Engify.Api.Development.EmbeddedPostgres;
using Engify.Api.Operate;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Engify.Tests.Harness;

/// <summary>
/// The server that all tests of a run share: that of <c>ENGIFY_TEST_POSTGRES</c> (a connection string of a user who may
/// create databases), or one of our own. A template is migrated once, and every test class gets a copy of it. Several
/// runs may go on at the same time, also on one server.
/// </summary>
public static class TestPostgres
{
    private const string Prefix = "engify_test_";

    /// <summary>Where Linux keeps files in memory.</summary>
    private const string Memory = "/dev/shm";

    private const long RoomNeeded = 2L << 30;

    /// <summary>
    /// In the names of this run's databases, and the key of an advisory lock held for as long as it runs.
    /// </summary>
    private static readonly int Run = RandomNumberGenerator.GetInt32(int.MaxValue);

    private static readonly string Template = $"{Prefix}{Run}_template";

    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    private static NpgsqlConnection? runLock;

    /// <summary>Makes a migrated, empty database.</summary>
    /// <param name="locale">Its locale; that of the server unless told.</param>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(string? locale = null)
    {
        if (locale is null)
            return await CreateDatabaseFromAsync(Template);

        var database = await CreateDatabaseFromAsync($"template0 ENCODING 'UTF8' LOCALE '{locale}'");
        await MigrateAsync(database);
        return database;
    }

    /// <summary>Makes a database without a schema.</summary>
    /// <returns>Its connection string.</returns>
    public static Task<string> CreateEmptyDatabaseAsync() => CreateDatabaseFromAsync("template1");

    /// <summary>Copies a database, which nobody may be using.</summary>
    /// <returns>The connection string of the copy.</returns>
    public static Task<string> CopyDatabaseAsync(string connectionString) =>
        CreateDatabaseFromAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    private static async Task<string> CreateDatabaseFromAsync(string template)
    {
        var server = await Server.Value;
        var name = $"{Prefix}{Run}_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        return Database(server, name);
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(await Server.Value, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task<string> StartAsync()
    {
        var server = Environment.GetEnvironmentVariable("ENGIFY_TEST_POSTGRES") is { Length: > 0 } configured
            ? configured
            : await StartOwnAsync();

        runLock = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await runLock.OpenAsync();
        await ExecuteAsync(runLock, $"SELECT pg_advisory_lock({Run})");
        await DropLeftDatabasesAsync(runLock);
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");
        await MigrateAsync(Database(server, Template));
        return server;
    }

    private static async Task<string> StartOwnAsync()
    {
        var (folder, folderLock) = TakeFolder();
        var options = new EmbeddedPostgresOptions
        {
            Folder = folder,
            Durable = false,
            ServerSettings = new Dictionary<string, string> { ["max_connections"] = "400" },
        };
        var server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StopInBackground();
            folderLock.Dispose();
        };
        return server.ConnectionString;
    }

    /// <summary>
    /// Connections for SQL whose values have PostgreSQL's own types: they need not ask first which types there are.
    /// </summary>
    public static NpgsqlDataSource SourceOf(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <summary>Brings a database to the current schema, or to that of the migration named.</summary>
    public static async Task MigrateAsync(string connectionString, string? migration = null)
    {
        await using var db = Context(connectionString);
        await db.Database.MigrateAsync(migration);
    }

    /// <summary>All migrations, in their order.</summary>
    public static async Task<IReadOnlyList<string>> ListMigrationsAsync()
    {
        await using var db = Context("Host=nowhere");
        return [.. db.Database.GetMigrations()];
    }

    private static EngifyDbContext Context(string connectionString)
    {
        var options = new DbContextOptionsBuilder<EngifyDbContext>();
        options.UseEngify(connectionString);
        return new EngifyDbContext(options.Options);
    }

    /// <summary>Takes a folder that no other run uses; the operating system frees it when this process ends.</summary>
    private static (string Folder, FileStream Lock) TakeFolder()
    {
        var folders = Directory.CreateDirectory(HasRoomInMemory()
            ? $"{Memory}/engify-tests-{Environment.UserName}"
            : Path.Combine(AppContext.BaseDirectory, ".engify")).FullName;
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(folders, $"test-postgres-{number}");
            try
            {
                return (folder, new FileStream(
                    $"{folder}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                // Another run has it.
            }
        }
    }

    /// <summary>
    /// Hundreds of databases are made and dropped, of hundreds of files each, which is much work for a disk.
    /// </summary>
    private static bool HasRoomInMemory() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > RoomNeeded;

    /// <summary>Drops what runs that have ended left behind: nobody holds their locks any more.</summary>
    private static async Task DropLeftDatabasesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT datname FROM pg_database
            WHERE datname ~ '^{Prefix}[0-9]+_' AND NOT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND objid::bigint = split_part(datname, '_', 3)::bigint)
            """,
            connection);
        var left = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                left.Add(reader.GetString(0));
        }

        // Another run that starts now may drop it first.
        foreach (var name in left)
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    // Without pooling, a connection to the template would linger and keep it from being copied.
    private static string Database(string server, string name) => new NpgsqlConnectionStringBuilder(server)
    {
        Database = name,
        Pooling = name != Template,
        MaxPoolSize = 60,
        // The tests are more at a time than the machine has processors.
        Timeout = 15,
    }.ConnectionString;
}
