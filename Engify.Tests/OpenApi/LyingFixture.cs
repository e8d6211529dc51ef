using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.OpenApi;

/// <summary>The service, which lies where a test has it do so.</summary>
public sealed class LyingFixture : KestrelFixture
{
    public Liar Liar { get; } = new();

    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton<IStartupFilter>(Liar);
}
