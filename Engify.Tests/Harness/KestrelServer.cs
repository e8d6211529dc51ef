using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Engify.Tests.Harness;

/// <summary>The service behind its real server, on a port of this machine.</summary>
public sealed class KestrelServer : WebApplicationFactory<Program>
{
    private readonly Action<IWebHostBuilder> configure;

    public KestrelServer(Action<IWebHostBuilder> configure)
    {
        this.configure = configure;
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
}
