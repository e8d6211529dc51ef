using Engify.Api.Http.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Promises.Attacks;

/// <summary>
/// The service without what slows attackers down, so that thousands of their requests get to the rest.
/// </summary>
public sealed class AttackedFixture : EngifyFixture
{
    protected override void ConfigureServices(IServiceCollection services) =>
        services.Configure<RateLimitOptions>(limits => limits.Enabled = false);
}
