using Engify.Api.EmbeddedPostgres;
using Engify.Features;
using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Engify.Tests.Harness;

/// <summary>
/// The server that all tests share: that of <c>ENGIFY_TEST_POSTGRES</c> (a connection string of a user who may create
/// databases), or one of our own. It is migrated once, into a template that every test class gets a copy of.
/// </summary>
public static class TestPostgres
{
    private const string Template = "engify_test_template";

    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>Makes a migrated, empty database.</summary>
    /// <param name="locale">Its locale; that of the server unless told.</param>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(string? locale = null)
    {
        var server = await Server.Value;
        var name = $"engify_test_{Guid.NewGuid():N}";
        await ExecuteAsync(server, locale is null
            ? $"CREATE DATABASE {name} TEMPLATE {Template}"
            : $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE '{locale}'");
        if (locale is not null)
            await MigrateAsync(Database(server, name));
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

        foreach (var left in await ListLeftDatabasesAsync(server))
            await ExecuteAsync(server, $"DROP DATABASE {left} WITH (FORCE)");
        await ExecuteAsync(server, $"CREATE DATABASE {Template}");
        await MigrateAsync(Database(server, Template));
        return server;
    }

    private static async Task<string> StartOwnAsync()
    {
        var options = new EmbeddedPostgresOptions
        {
            Folder = Path.Combine(AppContext.BaseDirectory, ".engify", "test-postgres"),
            Durable = false,
            ServerSettings = new Dictionary<string, string> { ["max_connections"] = "400" },
        };
        var server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.StopInBackground();
        return server.ConnectionString;
    }

    /// <summary>Brings an empty database to the current schema.</summary>
    public static async Task MigrateAsync(string connectionString)
    {
        var options = new DbContextOptionsBuilder<EngifyDbContext>();
        options.UseEngify(connectionString);
        await using var db = new EngifyDbContext(options.Options);
        await db.Database.MigrateAsync();
    }

    private static async Task<List<string>> ListLeftDatabasesAsync(string server)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(
            "SELECT datname FROM pg_database WHERE starts_with(datname, 'engify_test_')");
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
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
