using Engify.Api.Development.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Engify.Tests.Promises.Faults;

/// <summary>
/// The service on a server of its own whose standby is not there. Only those who say <c>synchronous_commit=on</c> wait
/// for it.
/// </summary>
public sealed class LonelyFixture : EngifyFixture
{
    private readonly EmbeddedPostgresOptions options = new()
    {
        Folder = Path.Combine(AppContext.BaseDirectory, ".engify", $"lonely-{Guid.NewGuid():N}"),
        Durable = false,
        ServerSettings = new Dictionary<string, string> { ["synchronous_standby_names"] = "nobody" },
    };

    private EmbeddedPostgresServer server = null!;

    /// <summary>Starts the server again as a standby, as a switchover does, and the service on it.</summary>
    public async Task<ApiClient> SwitchOverAsync()
    {
        await server.DisposeAsync();
        await File.WriteAllBytesAsync(Path.Combine(server.Folder, "data", "standby.signal"), []);
        server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        return new ApiClient(await HostWithAsync(("ConnectionStrings:Engify", server.ConnectionString)));
    }

    protected override async Task<string> CreateDatabaseAsync()
    {
        server = await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        await TestPostgres.MigrateAsync(server.ConnectionString);
        return server.ConnectionString;
    }

    protected override async Task DropDatabaseAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await server.DisposeAsync();
        Directory.Delete(server.Folder, recursive: true);
    }
}
