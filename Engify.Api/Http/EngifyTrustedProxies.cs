using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Engify.Api.Http;

/// <summary>
/// Believes known proxies, and nobody else, about where a request came from and which path it was sent to.
/// </summary>
internal static partial class EngifyTrustedProxies
{
    private const int LongestPrefix = 256;

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

    public static void UseEngifyTrustedProxies(this WebApplication app)
    {
        app.Use(IgnoreMalformedPrefix);
        app.UseForwardedHeaders();
        app.Use(IgnoreWhatIsLeft);
    }

    /// <summary>
    /// The prefix becomes part of addresses that clients follow, so anything that is not a plain path is dropped.
    /// </summary>
    private static Task IgnoreMalformedPrefix(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue(ForwardedHeadersDefaults.XForwardedPrefixHeaderName, out var prefixes)
            && !prefixes.All(line => line!.Split(',').All(IsPrefix)))
        {
            headers.Remove(ForwardedHeadersDefaults.XForwardedPrefixHeaderName);
        }

        return next(context);
    }

    /// <summary>Removes what was not believed here, so that no later code, such as the API page, believes it.</summary>
    private static Task IgnoreWhatIsLeft(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        request.Headers.Remove(ForwardedHeadersDefaults.XForwardedProtoHeaderName);
        request.Headers.Remove(ForwardedHeadersDefaults.XForwardedHostHeaderName);
        request.Headers.Remove(ForwardedHeadersDefaults.XForwardedPrefixHeaderName);
        if (request.PathBase.HasValue)
        {
            request.PathBase = request.PathBase.Value.TrimEnd('/');
            context.Features.Set(new ForwardedPrefix(request.PathBase));
        }

        return next(context);
    }

    private static bool IsPrefix(string prefix) => prefix.Length <= LongestPrefix && Prefix().IsMatch(prefix);

    /// <summary>
    /// Segments of unreserved characters (RFC 3986, section 2.3), none of which leads upwards. In a list, spaces may
    /// surround them (RFC 9110, section 5.6.1).
    /// </summary>
    [GeneratedRegex(@"\A[ \t]*(?:/(?!\.{1,2}(?:[/ \t]|\z))[A-Za-z0-9._~-]+)+/?[ \t]*\z")]
    private static partial Regex Prefix();

    private static void Trust(ForwardedHeadersOptions headers, TrustedProxyOptions trusted)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in trusted.GetProxies())
            headers.KnownProxies.Add(proxy);
        foreach (var network in trusted.GetNetworks())
            headers.KnownIPNetworks.Add(network);

        // If the framework knows no proxy, it believes everybody. So then it gets no headers at all.
        headers.ForwardedHeaders = headers.KnownProxies.Count + headers.KnownIPNetworks.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix
            : ForwardedHeaders.None;
        // There may be as many proxies in a row as are known; the first unknown address is the client.
        headers.ForwardLimit = null;
    }
}
