using Microsoft.Extensions.Options;

namespace Engify.Api.Operate;

/// <summary>Shuts down in order: announces it, then takes no new requests, then finishes the running ones.</summary>
internal static class EngifyShutdown
{
    public static IServiceCollection AddEngifyShutdown(this IServiceCollection services)
    {
        services.AddSettings<ShutdownOptions>(ShutdownOptions.Section);
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) =>
            host.ShutdownTimeout = shutdown.Value.Delay + shutdown.Value.Timeout);
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        return services;
    }
}
