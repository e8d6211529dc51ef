using Engify.Features.Pipeline;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Engify.Api.Hosting;

/// <summary>Believes proxies that are known, and nobody else, about where a request came from.</summary>
internal static class EngifyTrustedProxies
{
    public static IServiceCollection AddEngifyTrustedProxies(this IServiceCollection services)
    {
        services.AddSettings<TrustedProxyOptions>(TrustedProxyOptions.Section)
            .Validate(
                trusted => trusted.AreProxiesValid(),
                "ForwardedHeaders:KnownProxies must be IP addresses between commas.")
            .Validate(
                trusted => trusted.AreNetworksValid(),
                "ForwardedHeaders:KnownNetworks must be networks such as 10.0.0.0/8 between commas.");
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<TrustedProxyOptions>>((headers, trusted) => Trust(headers, trusted.Value));
        return services;
    }

    private static void Trust(ForwardedHeadersOptions headers, TrustedProxyOptions trusted)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in trusted.GetProxies())
            headers.KnownProxies.Add(proxy);
        foreach (var network in trusted.GetNetworks())
            headers.KnownIPNetworks.Add(network);

        // Where the framework knows no proxy it believes everybody, hence none of the headers then.
        headers.ForwardedHeaders = headers.KnownProxies.Count + headers.KnownIPNetworks.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
            : ForwardedHeaders.None;
        // As many proxies as are known may stand in a row; the first that is not known is the client.
        headers.ForwardLimit = null;
    }
}
