using Engify.Api.Http.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Promises.Invariants;

/// <summary>A service for more requests than its limits allow, which are held against the document if they are few.
/// </summary>
public sealed class TimeFixture : EngifyFixture
{
    /// <summary>How many states to try.</summary>
    public static readonly string? States = Environment.GetEnvironmentVariable("ENGIFY_TIME_STATES");

    protected override bool IsWatched => States is null;

    protected override void ConfigureServices(IServiceCollection services) =>
        services.Configure<RateLimitOptions>(limits => limits.Enabled = false);
}
