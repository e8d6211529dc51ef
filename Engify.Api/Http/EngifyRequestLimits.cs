using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Engify.Api.Http;

/// <summary>Refuses requests that are too large and ends those that take too long.</summary>
internal static class EngifyRequestLimits
{
    /// <summary>How long a body may stay below its minimum average rate.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddEngifyRequestLimits(this IServiceCollection services)
    {
        services.AddSettings<RequestLimitOptions>(RequestLimitOptions.Section);
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<RequestLimitOptions>>((kestrel, limits) => Limit(kestrel.Limits, limits.Value));
        services.AddRequestTimeouts().AddOptions<RequestTimeoutOptions>()
            .Configure<IOptions<RequestLimitOptions>>((timeouts, limits) => timeouts.DefaultPolicy = new()
            {
                Timeout = limits.Value.Timeout,
                // Only the database makes a request wait.
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            });
        return services;
    }

    private static void Limit(KestrelServerLimits kestrel, RequestLimitOptions limits)
    {
        kestrel.MaxRequestBodySize = limits.MaxBodySize;
        kestrel.MaxRequestHeadersTotalSize = limits.MaxHeadersSize;
        kestrel.RequestHeadersTimeout = limits.Timeout;
        // This rate lets the largest body arrive in time, and tells a slower one that it was too slow.
        kestrel.MinRequestBodyDataRate = new MinDataRate(limits.MaxBodySize / limits.Timeout.TotalSeconds, GracePeriod);
    }
}
