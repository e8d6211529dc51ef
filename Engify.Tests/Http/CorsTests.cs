using Alba;
using Engify.Api.Http;
using MediatR;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Http;

public sealed class CorsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const string Page = "https://app.example.edu";
    private const string AllowOrigin = "Access-Control-Allow-Origin";
    private const string Join = "/group-sessions/nope/join";

    private IAlbaHost host = null!;

    private ApiClient Api => new(host);

    public async Task InitializeAsync() =>
        host = await engify.HostWithAsync(("Cors:Origins", $"{Page}, http://localhost:9999"));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("GET", "/courses")]
    [InlineData("POST", Join)]
    [InlineData("PATCH", "/api/bookings/nope/cancel")]
    [InlineData("HEAD", "/courses")]
    [InlineData("PUT", "/courses/nope")]
    [InlineData("DELETE", "/courses/nope")]
    public async Task A_page_may_ask_beforehand(string method, string path)
    {
        var answer = await PreflightAsync(
            Page, method, path,
            "authorization,baggage,content-type,idempotency-key,if-match,if-none-match,traceparent,tracestate");

        Assert.Equal(204, answer.Status);
        Assert.Equal(Page, answer.Headers[AllowOrigin]);
        Assert.Equal("GET,HEAD,POST,PUT,PATCH,DELETE", answer.Headers["Access-Control-Allow-Methods"]);
        Assert.Equal(
            "Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,traceparent,tracestate,baggage",
            answer.Headers["Access-Control-Allow-Headers"]);
        Assert.Equal("600", answer.Headers["Access-Control-Max-Age"]);
        Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://app.example.edu")]
    [InlineData("https://app.example.edu.evil.example")]
    [InlineData("https://app.example.edu:8443")]
    [InlineData("null")]
    public async Task Another_page_gets_no_permission(string origin)
    {
        Assert.False((await PreflightAsync(origin, "GET", "/courses", null)).Headers.ContainsKey(AllowOrigin));
        Assert.False((await Api.GetAsync("/courses", As.Admin, ("Origin", origin))).Headers.ContainsKey(AllowOrigin));
    }

    [Theory]
    [InlineData("CONNECT", null)]
    [InlineData("PROPFIND", null)]
    [InlineData("GET", "x-engify-caller")]
    [InlineData("GET", "x-forwarded-for")]
    public async Task Another_method_or_header_gets_no_permission(string method, string? header)
    {
        var answer = await PreflightAsync(Page, method, "/courses", header);

        var permissions = answer.Headers
            .Where(sent => sent.Key.StartsWith("Access-Control-Allow", StringComparison.Ordinal))
            .Select(sent => sent.Value);
        Assert.DoesNotContain(header ?? method, string.Join(' ', permissions), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Success_and_every_failure_can_be_read_by_the_page()
    {
        (string, string) origin = ("Origin", Page);
        await using var strict = await engify.StartHostAsync(
            ("Cors:Origins", Page), ("RateLimits:General:PermitLimit", "1"));
        var limited = new ApiClient(strict);
        await limited.GetAsync("/courses");

        Answer[] answers =
        [
            (await Api.GetAsync("/courses", As.Admin, origin)).ShouldBeOk(),
            (await Api.GetAsync("/nothing", As.Admin, origin)).ShouldBeProblem(404, "route_not_found"),
            (await Api.GetAsync("/courses/nope", As.Admin, origin)).ShouldBeProblem(404, "course_not_found"),
            (await Api.GetAsync("/bundles/students/x", As.Anonymous, origin)).ShouldBeProblem(401, "unauthenticated"),
            (await Api.SendAsync("POST", Join, "{", As.Admin, origin)).ShouldBeProblem(400, "malformed_request"),
            (await Api.SendAsync(
                    "POST", Join, "{}", As.Admin, origin, ("Content-Type", "application/json; charset=utf-16")))
                .ShouldBeProblem(415, "unsupported_media_type"),
            (await limited.GetAsync("/courses", As.Admin, origin)).ShouldBeProblem(429, "rate_limited"),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal(Page, answer.Headers[AllowOrigin]);
            Assert.Equal("Origin", answer.Headers["Vary"]);
            Assert.Equal(
                "ETag,Location,Link,Idempotency-Replayed,Retry-After,RateLimit,RateLimit-Policy,WWW-Authenticate",
                answer.Headers["Access-Control-Expose-Headers"]);
        });
    }

    [Fact]
    public async Task A_failure_of_the_service_can_be_read_by_the_page()
    {
        (string, string) origin = ("Origin", Page);
        await using var lost = await engify.StartHostAsync(
            ("Cors:Origins", Page),
            ("ConnectionStrings:Engify", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5"));
        await using var faulty = await AlbaHost.For<Program>(builder =>
        {
            engify.Configure(builder, ("Cors:Origins", Page));
            builder.ConfigureTestServices(services => services.AddScoped<IMediator>(
                _ => throw new NotSupportedException("A fault of our own")));
        });

        Answer[] answers =
        [
            (await new ApiClient(lost).GetAsync("/courses", As.Anonymous, origin))
                .ShouldBeProblem(503, "database_unavailable"),
            (await new ApiClient(faulty).GetAsync("/courses", As.Anonymous, origin))
                .ShouldBeProblem(500, "internal_error"),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal(Page, answer.Headers[AllowOrigin]);
            Assert.Equal("Origin", answer.Headers["Vary"]);
            Assert.Contains("Retry-After", answer.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("https://app.example.edu", true)]
    [InlineData("https://app.example.edu, http://localhost:9999,", true)]
    [InlineData("http://[::1]:4200", true)]
    [InlineData("https://bücher.example", true)]
    [InlineData("", true)]
    [InlineData("*", false)]
    [InlineData("null", false)]
    [InlineData("app.example.edu", false)]
    [InlineData("//app.example.edu", false)]
    [InlineData("https://app.example.edu/", false)]
    [InlineData("https://app.example.edu/app", false)]
    [InlineData("https://app.example.edu?a", false)]
    [InlineData("https://app.example.edu#a", false)]
    [InlineData("https://app.example.edu:443", false)]
    [InlineData("https://app.example.edu:", false)]
    [InlineData("https://app.example.edu:65536", false)]
    [InlineData("https://user@app.example.edu", false)]
    [InlineData("https://*.example.edu", false)]
    [InlineData("https://app.example.edu http://localhost:9999", false)]
    [InlineData("https://app.example.edu;http://localhost:9999", false)]
    [InlineData("file:///app", false)]
    [InlineData("https://", false)]
    [InlineData("http://localhost:4200,*", false)]
    public void Only_what_a_browser_would_send_is_an_origin(string setting, bool isValid) =>
        Assert.Equal(isValid, new CrossOriginOptions { Origins = setting }.AreOriginsValid());

    [Fact]
    public async Task A_cache_is_told_that_the_answer_depends_on_the_page() =>
        Assert.Equal("Origin", (await Api.GetAsync("/courses")).Headers["Vary"]);

    [Fact]
    public async Task Asking_beforehand_does_not_count_against_the_rate_limit()
    {
        await using var strict = await engify.StartHostAsync(
            ("Cors:Origins", Page), ("RateLimits:General:PermitLimit", "1"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(204, (await PreflightAsync(Page, "GET", "/courses", null, new ApiClient(strict))).Status);

        (await new ApiClient(strict).GetAsync("/courses")).ShouldBeOk();
    }

    [Theory]
    [InlineData("Development", "http://localhost:4200", true)]
    [InlineData("Development", "http://localhost:5173", true)]
    [InlineData("Development", "http://127.0.0.1:4200", true)]
    [InlineData("Development", "http://127.0.0.1:5173", true)]
    [InlineData("Development", "http://127.0.0.1:3001", false)]
    [InlineData("Development", "https://127.0.0.1:4200", false)]
    [InlineData("Development", "http://localhost:3001", false)]
    [InlineData("Production", "http://localhost:4200", false)]
    [InlineData("Production", "http://127.0.0.1:4200", false)]
    public async Task Without_configuration_only_a_developers_own_pages_may(
        string environment, string origin, bool allowed)
    {
        var unchanged = await engify.HostWithAsync(("environment", environment));

        var answer = await new ApiClient(unchanged).GetAsync("/courses", As.Admin, ("Origin", origin));

        Assert.Equal(allowed, answer.Headers.ContainsKey(AllowOrigin));
    }

    private Task<Answer> PreflightAsync(
        string origin, string method, string path, string? headers, ApiClient? api = null)
    {
        List<(string, string)> asked = [("Origin", origin), ("Access-Control-Request-Method", method)];
        if (headers is not null)
            asked.Add(("Access-Control-Request-Headers", headers));
        return (api ?? Api).SendAsync("OPTIONS", path, null, As.Anonymous, [.. asked]);
    }
}
