using System.Net;

namespace Engify.Tests.Http;

/// <summary>Whom the service believes where a request came from, seen by whom it counts it for.</summary>
public sealed class TrustedProxyTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Proxies = "ForwardedHeaders:KnownProxies";
    private const string Networks = "ForwardedHeaders:KnownNetworks";

    [Theory]
    [InlineData(null, null, "127.0.0.1", false)]
    [InlineData(null, null, "::1", false)]
    [InlineData(null, null, "192.0.2.1", false)]
    [InlineData("192.0.2.1, 2001:db8::1", null, "192.0.2.1", true)]
    [InlineData("192.0.2.1, 2001:db8::1", null, "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1, 2001:db8::1", null, "2001:db8::1", true)]
    [InlineData("192.0.2.1, 2001:db8::1", null, "192.0.2.2", false)]
    [InlineData("192.0.2.1, 2001:db8::1", null, "127.0.0.1", false)]
    [InlineData(null, "10.0.0.0/8,fd00::/8", "10.9.8.7", true)]
    [InlineData(null, "10.0.0.0/8,fd00::/8", "fd12::1", true)]
    [InlineData(null, "10.0.0.0/8,fd00::/8", "11.0.0.1", false)]
    public async Task Only_known_proxies_are_believed(string? proxies, string? networks, string address, bool believed)
    {
        await using var host = await engify.StartHostAsync(
            ("RateLimits:General:PermitLimit", "1"), (Proxies, proxies ?? ""), (Networks, networks ?? ""));
        var api =
            new ApiClient(host) { Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address) };

        (await api.GetAsync("/courses", As.Anonymous, ("X-Forwarded-For", "198.51.100.1"))).ShouldBeOk();

        var another = await api.GetAsync("/courses", As.Anonymous, ("X-Forwarded-For", "198.51.100.2"));
        Assert.Equal(believed ? 200 : 429, another.Status);
    }

    [Fact]
    public async Task In_a_chain_of_proxies_the_first_unknown_one_is_the_client()
    {
        await using var host = await engify.StartHostAsync(
            ("RateLimits:General:PermitLimit", "1"), (Proxies, "192.0.2.1,192.0.2.2"));
        var api = new ApiClient(host)
        {
            Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1"),
        };

        Task<Answer> GetAsync(string forwarded) =>
            api.GetAsync("/courses", As.Anonymous, ("X-Forwarded-For", forwarded));

        (await GetAsync("203.0.113.1, 198.51.100.1, 192.0.2.2")).ShouldBeOk();
        (await GetAsync("203.0.113.2, 198.51.100.1, 192.0.2.2")).ShouldBeProblem(429, "rate_limited");
        (await GetAsync("203.0.113.2, 198.51.100.2, 192.0.2.2")).ShouldBeOk();
    }

    [Theory]
    [InlineData("192.0.2.1", 200)]
    [InlineData("192.0.2.2", 308)]
    public async Task That_a_request_came_by_https_is_believed_of_known_proxies_only(string address, int status)
    {
        await using var host = await engify.StartHostAsync(("Https:Required", "true"), (Proxies, "192.0.2.1"));
        var api =
            new ApiClient(host) { Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address) };

        Assert.Equal(status, (await api.GetAsync("/courses", As.Anonymous, ("X-Forwarded-Proto", "https"))).Status);
    }
}
