using Microsoft.AspNetCore.Hosting;

namespace Engify.Tests.Harness;

/// <summary>
/// Also serves over the network, with the limits of the real server, which the test server does not have.
/// </summary>
public class KestrelFixture : EngifyFixture
{
    private KestrelServer server = null!;

    /// <summary>An administrator's.</summary>
    public HttpClient Client { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        server = StartServer();
        Client = server.CreateClient();
        Client.DefaultRequestHeaders.Add("Authorization", await As.AuthorizationAsync(Host.Services, As.Admin));
    }

    public override async Task DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Starts one more server on the same database.</summary>
    public KestrelServer StartServer(params (string Key, string? Value)[] settings) =>
        // Without an address the service takes its own port, of which there is one for all.
        new(builder => Configure(builder, [(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0"), .. settings]));
}
