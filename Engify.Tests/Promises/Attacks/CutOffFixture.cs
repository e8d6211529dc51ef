using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Promises.Attacks;

/// <summary>The service over the network, on which connections may be cut.</summary>
public sealed class CutOffFixture : KestrelFixture
{
    public AnswerCutter Cutter { get; } = new();

    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton<IStartupFilter>(Cutter);
}
