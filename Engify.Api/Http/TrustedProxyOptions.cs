using System.Net;

namespace Engify.Api.Http;

/// <summary>
/// The proxies whose word is taken for where a request came from (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>) and
/// for what they took off its path (<c>X-Forwarded-Prefix</c>).
/// </summary>
internal sealed class TrustedProxyOptions
{
    public const string Section = "ForwardedHeaders";

    /// <summary>IP addresses, between commas.</summary>
    public string KnownProxies { get; set; } = "";

    /// <summary>
    /// Networks of them in CIDR notation (RFC 4632), between commas, such as <c>10.0.0.0/8,fd00::/8</c>.
    /// </summary>
    public string KnownNetworks { get; set; } = "";

    public bool AreProxiesValid() => Items(KnownProxies).All(proxy => IPAddress.TryParse(proxy, out _));

    public bool AreNetworksValid() => Items(KnownNetworks).All(network => IPNetwork.TryParse(network, out _));

    public IEnumerable<IPAddress> GetProxies() => Items(KnownProxies).Select(IPAddress.Parse);

    public IEnumerable<IPNetwork> GetNetworks() => Items(KnownNetworks).Select(IPNetwork.Parse);

    private static string[] Items(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
