using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Engify.Tests.Harness;

/// <summary>Also serves over the network, with the limits of the real server, which the test server does not have.</summary>
public class KestrelFixture : EngifyFixture
{
    private IAsyncDisposable server = null!;

    public HttpClient Client { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var factory = new Factory(this);
        server = factory;
        factory.UseKestrel(0);
        factory.StartServer();
        Client = factory.CreateClient();
    }

    public override async Task DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class Factory(KestrelFixture engify) : WebApplicationFactory<Program>
    {
        // Without an address the service takes its own port, of which there is one for all.
        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            engify.Configure(builder, (WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0"));
    }
}
