using Alba;
using Microsoft.AspNetCore.Http;

namespace Engify.Tests.Http;

public sealed class HttpsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const string Host = "engify.example.edu";
    private const string Hsts = "Strict-Transport-Security";

    private IAlbaHost host = null!;

    public async Task InitializeAsync() => host = await StartAsync("Production");

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("GET", "/courses?limit=1")]
    [InlineData("POST", "/bookings/individual")]
    [InlineData("GET", "/api/courses")]
    [InlineData("GET", "/nothing")]
    public async Task A_request_by_http_is_redirected_to_the_same_address_by_https(string method, string path)
    {
        var answer = await Client(host, "http").SendAsync(method, path, null);

        Assert.Equal(308, answer.Status);
        Assert.Equal($"https://{Host}{path}", answer.Headers["Location"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.False(answer.Headers.ContainsKey(Hsts));
    }

    [Fact]
    public async Task The_port_of_https_can_be_another()
    {
        var other = await StartAsync("Production", ("Https:Port", "8443"));

        Assert.Equal(
            $"https://{Host}:8443/courses", (await Client(other, "http").GetAsync("/courses")).Headers["Location"]);
    }

    [Theory]
    [InlineData("/courses", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/courses/nope", 404)]
    [InlineData("/courses?limit=0", 400)]
    [InlineData("/bundles/students/x", 401)]
    public async Task An_answer_by_https_asks_for_https_for_a_year(string path, int status)
    {
        var answer = await Client(host, "https").GetAsync(path, As.Anonymous);

        Assert.Equal(status, answer.Status);
        Assert.Equal("max-age=31536000", answer.Headers[Hsts]);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/health/ready")]
    public async Task Health_checks_may_come_by_http(string path) =>
        (await Client(host, "http").GetAsync(path)).ShouldBeOk();

    [Theory]
    [InlineData("Production", "false")]
    [InlineData("Development", null)]
    public async Task In_a_closed_network_and_in_development_http_is_enough(string environment, string? required)
    {
        var open = await StartAsync(environment, ("Https:Required", required));

        (await Client(open, "http").GetAsync("/courses")).ShouldBeOk();
        Assert.False((await Client(open, "https").GetAsync("/courses")).ShouldBeOk().Headers.ContainsKey(Hsts));
    }

    // The fixture's own setting is that HTTP is enough; here it is as if there were none.
    private Task<IAlbaHost> StartAsync(string environment, params (string Key, string? Value)[] settings) =>
        engify.HostWithAsync([("environment", environment), ("Https:Required", null), .. settings]);

    private static ApiClient Client(IAlbaHost host, string scheme) => new(host)
    {
        Prepare = context => (context.Request.Scheme, context.Request.Host) = (scheme, new HostString(Host)),
    };
}
