using System.Net;
using System.Net.Sockets;
using System.Security.Claims;

namespace Engify.Api.Http.RateLimiting;

/// <summary>The client that a request is counted for.</summary>
internal static class Client
{
    /// <summary>The account or, without one, the address.</summary>
    public static string AccountOf(HttpContext context) =>
        context.User.FindFirstValue(Caller.AccountIdClaim) is { Length: > 0 } account
            ? $"account {account}"
            : AddressOf(context);

    public static string AddressOf(HttpContext context) => $"address {Network(context.Connection.RemoteIpAddress)}";

    // Anybody with one IPv6 address has the 2^64 addresses of its network (RFC 6177), and could use each of them once.
    private static IPAddress? Network(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            return address.MapToIPv4();
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
