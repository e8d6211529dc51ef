using System.Net;

namespace Engify.Api.Http;

/// <summary>
/// The proxies that are believed about where a request came from (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>) and
/// what they removed from its path (<c>X-Forwarded-Prefix</c>).
/// </summary>
internal sealed class TrustedProxyOptions
{
    public const string Section = "ForwardedHeaders";

    /// <summary>Comma-separated IP addresses.</summary>
    public string KnownProxies { get; set; } = "";

    /// <summary>
    /// Comma-separated networks of proxies in CIDR notation (RFC 4632), such as <c>10.0.0.0/8,fd00::/8</c>.
    /// </summary>
    public string KnownNetworks { get; set; } = "";

    public bool AreProxiesValid() => Items(KnownProxies).All(proxy => IPAddress.TryParse(proxy, out _));

    public bool AreNetworksValid() => Items(KnownNetworks).All(network => IPNetwork.TryParse(network, out _));

    public IEnumerable<IPAddress> GetProxies() => Items(KnownProxies).Select(IPAddress.Parse);

    public IEnumerable<IPNetwork> GetNetworks() => Items(KnownNetworks).Select(IPNetwork.Parse);

    private static string[] Items(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
