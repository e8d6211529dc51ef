using System.Net;
using System.Net.Sockets;

namespace Engify.Features.Accounts;

/// <summary>The network that a request comes from.</summary>
internal static class Origin
{
    /// <summary>Where nobody knows, as for the service's own verbs.</summary>
    private const string Unknown = "unknown";

    /// <summary>
    /// The address itself (IPv4), or its first 64 bits: whoever has one IPv6 address has all of its network (RFC 6177).
    /// </summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return Unknown;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return $"{address}/32";

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
