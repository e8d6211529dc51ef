using System.Net;
using System.Security.Claims;
using Alba;
using Engify.Features.Accounts;
using Engify.Features.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class RateLimitTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const int General = 4;
    private const int SignIn = 2;

    private static readonly Endpoint SignInEndpoint = new(
        _ => Task.CompletedTask, new EndpointMetadataCollection(new EnableRateLimitingAttribute(RateLimits.SignIn)),
        null);

    private IAlbaHost host = null!;

    public async Task InitializeAsync() => host = await engify.HostWithAsync(
        ("RateLimits:General:PermitLimit", $"{General}"), ("RateLimits:SignIn:PermitLimit", $"{SignIn}"));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_answer_says_how_many_requests_are_left_and_until_when()
    {
        var api = From("192.0.2.1");

        for (var left = General - 1; left >= 0; left--)
        {
            var answer = (await api.GetAsync("/courses", As.Anonymous)).ShouldBeOk();
            Assert.Equal("\"general\";q=4;w=60", answer.Headers["RateLimit-Policy"]);
            Assert.Equal($"\"general\";r={left};t=60", answer.Headers["RateLimit"]);
        }

        engify.Clock.Advance(TimeSpan.FromSeconds(12.5));
        var refused = (await api.GetAsync("/courses", As.Anonymous)).ShouldBeProblem(429, "rate_limited");
        Assert.Equal("\"general\";q=4;w=60", refused.Headers["RateLimit-Policy"]);
        Assert.Equal("\"general\";r=0;t=48", refused.Headers["RateLimit"]);
        Assert.Equal("48", refused.Headers["Retry-After"]);
    }

    [Fact]
    public async Task Refusals_and_failures_count_and_say_so()
    {
        var api = From("192.0.2.2");

        Answer[] answers =
        [
            await api.GetAsync("/nothing", As.Anonymous),
            await api.GetAsync("/courses?limit=0", As.Anonymous),
            await api.SendAsync("POST", "/auth/refresh", "{", As.Anonymous),
            await api.GetAsync("/bundles/students/x", As.Anonymous),
        ];

        Assert.Equal([404, 400, 400, 401], answers.Select(answer => answer.Status));
        Assert.Equal(
            Enumerable.Range(0, General).Reverse().Select(left => $"\"general\";r={left};t=60"),
            answers.Select(answer => answer.Headers["RateLimit"]));
        (await api.GetAsync("/nothing", As.Anonymous)).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task So_do_those_that_no_use_case_gives()
    {
        var api = From("192.0.2.15");

        Answer[] answers =
        [
            await api.SendAsync("DELETE", "/courses", null, As.Anonymous),
            await api.SendAsync(
                "POST", "/auth/refresh", "{}", As.Anonymous, ("Content-Type", "application/json; charset=utf-16")),
            await api.SendAsync("POST", "/auth/refresh", "{}", As.Anonymous, ("Content-Type", "text/plain")),
            await api.SendAsync("OPTIONS", "/courses", null, As.Anonymous),
        ];

        Assert.Equal([405, 415, 415, 204], answers.Select(answer => answer.Status));
        Assert.Equal(
            Enumerable.Range(0, General).Reverse().Select(left => $"\"general\";r={left};t=60"),
            answers.Select(answer => answer.Headers["RateLimit"]));
        (await api.GetAsync("/nothing", As.Anonymous)).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task A_client_that_waits_as_long_as_told_may_ask_again()
    {
        var api = From("192.0.2.3");
        await ExhaustAsync(api);

        engify.Clock.Advance(TimeSpan.FromSeconds(59));
        (await api.GetAsync("/courses", As.Anonymous)).ShouldBeProblem(429, "rate_limited");

        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        (await api.GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }

    [Fact]
    public async Task Each_account_has_its_own_limit_wherever_it_comes_from()
    {
        await ExhaustAsync(From("192.0.2.4", account: "one"));

        (await From("192.0.2.5", account: "one").GetAsync("/courses", As.Anonymous))
            .ShouldBeProblem(429, "rate_limited");
        (await From("192.0.2.4", account: "two").GetAsync("/courses", As.Anonymous)).ShouldBeOk();
        (await From("192.0.2.4").GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }

    [Theory]
    [InlineData("192.0.2.6", "::ffff:192.0.2.6", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:0:2::1", "2001:db8:0:3::1", false)]
    public async Task Without_an_account_the_address_counts_and_of_ipv6_its_network(
        string first, string second, bool same)
    {
        await ExhaustAsync(From(first));

        Assert.Equal(same ? 429 : 200, (await From(second).GetAsync("/courses", As.Anonymous)).Status);
    }

    [Fact]
    public async Task An_unknown_client_cannot_choose_the_address_it_is_counted_under()
    {
        var api = From("192.0.2.9");
        await ExhaustAsync(api);

        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Original-For" })
        {
            (await api.GetAsync("/courses", As.Anonymous, (header, "198.51.100.7")))
                .ShouldBeProblem(429, "rate_limited");
        }
    }

    [Fact]
    public async Task Signing_in_has_a_limit_of_its_own_for_each_address_whatever_the_account()
    {
        for (var left = SignIn - 1; left >= 0; left--)
        {
            var answer =
                await From("192.0.2.10", $"account {left}", SignInEndpoint).PostAsync("/probe", null, As.Anonymous);
            answer.ShouldBeOk();
            Assert.Equal("\"general\";q=4;w=60, \"sign-in\";q=2;w=60", answer.Headers["RateLimit-Policy"]);
            Assert.Equal($"\"general\";r=3;t=60, \"sign-in\";r={left};t=60", answer.Headers["RateLimit"]);
        }

        engify.Clock.Advance(TimeSpan.FromSeconds(20));
        var refused =
            await From("192.0.2.10", "another account", SignInEndpoint).PostAsync("/probe", null, As.Anonymous);

        refused.ShouldBeProblem(429, "rate_limited");
        Assert.Equal("40", refused.Headers["Retry-After"]);
        Assert.Contains("\"sign-in\";r=0;t=40", refused.Headers["RateLimit"], StringComparison.Ordinal);
        (await From("192.0.2.10").GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }

    [Theory]
    [InlineData("/auth/login")]
    [InlineData("/auth/register")]
    public async Task That_is_the_limit_of(string path)
    {
        var api = From(path.Contains("login", StringComparison.Ordinal) ? "192.0.2.13" : "192.0.2.14");
        for (var i = 0; i < SignIn; i++)
            (await api.PostAsync(path, new { }, As.Anonymous)).ShouldBeProblem(400, "malformed_request");

        (await api.PostAsync(path, new { }, As.Anonymous)).ShouldBeProblem(429, "rate_limited");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/health/ready")]
    public async Task Health_is_not_limited(string path)
    {
        var api = From("192.0.2.11");

        for (var i = 0; i <= General; i++)
        {
            var answer = (await api.GetAsync(path)).ShouldBeOk();
            Assert.False(answer.Headers.ContainsKey("RateLimit"));
        }
    }

    [Fact]
    public async Task Refused_bearers_are_not_logged_as_failures()
    {
        var api = From("192.0.2.12");
        await ExhaustAsync(api);

        (await api.GetAsync("/courses", As.Anonymous)).ShouldBeProblem(429, "rate_limited");

        Assert.DoesNotContain(
            // Another test's instance may have missed its administrator.
            engify.Log.Entries.Where(entry => entry.Category != typeof(FirstAdministrator).FullName),
            entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }

    [Theory]
    [InlineData("Development", "12000", "600")]
    [InlineData("Production", "600", "30")]
    public async Task The_limits_are_what_they_are_said_to_be(string environment, string general, string signIn)
    {
        await using var unchanged = await engify.StartHostAsync(("environment", environment));
        var api = new ApiClient(unchanged) { Prepare = context => context.SetEndpoint(SignInEndpoint) };

        var answer = (await api.PostAsync("/probe", null)).ShouldBeOk();

        Assert.Equal(
            $"\"general\";q={general};w=60, \"sign-in\";q={signIn};w=60", answer.Headers["RateLimit-Policy"]);
    }

    [Fact]
    public async Task They_can_be_switched_off()
    {
        await using var unlimited = await engify.StartHostAsync(
            ("RateLimits:Enabled", "false"), ("RateLimits:General:PermitLimit", "1"),
            ("RateLimits:SignIn:PermitLimit", "1"));
        var api = new ApiClient(unlimited) { Prepare = context => context.SetEndpoint(SignInEndpoint) };

        (await api.PostAsync("/probe", null)).ShouldBeOk();
        Assert.False((await api.PostAsync("/probe", null)).ShouldBeOk().Headers.ContainsKey("RateLimit"));
    }

    private ApiClient From(string address, string? account = null, Endpoint? endpoint = null) => new(host)
    {
        Prepare = context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            if (account is not null)
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", account)], "test"));
            if (endpoint is not null)
                context.SetEndpoint(endpoint);
        },
    };

    private static async Task ExhaustAsync(ApiClient api)
    {
        for (var i = 0; i < General; i++)
            (await api.GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }
}
