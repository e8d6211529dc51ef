namespace Engify.Tests.Http;

public sealed class SecurityHeaderTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    [Theory]
    [InlineData("GET", "/courses", 200)]
    [InlineData("GET", "/api/courses", 200)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/courses/nope", 404)]
    [InlineData("GET", "/courses?limit=0", 400)]
    [InlineData("GET", "/api/courses?cursor=x", 400)]
    [InlineData("DELETE", "/courses", 405)]
    [InlineData("POST", "/group-sessions/nope/join", 400)]
    public async Task Every_answer_bears_them(string method, string path, int status) =>
        ShouldBearThem(await SendAsync(method, path), status);

    [Fact]
    public async Task An_answer_that_nothing_has_changed_bears_them()
    {
        var etag = (await SendAsync("GET", "/courses")).Headers["ETag"];

        var answer = await SendAsync("GET", "/courses", ("If-None-Match", etag));

        ShouldBearThem(answer, 304);
        Assert.Equal("public, max-age=60", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Unauthenticated_and_rate_limited_answers_have_them_too()
    {
        await using var strict = engify.StartServer(("RateLimits:General:PermitLimit", "1"));
        using var client = strict.CreateClient();

        ShouldBearThem(await SendAsync("GET", "/bundles/students/x", null, client), 401);
        ShouldBearThem(await SendAsync("GET", "/courses", null, client), 429);
    }

    [Theory]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/courses/nope")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("POST", "/group-sessions/nope/join")]
    public async Task An_answer_without_Cache_Control_may_not_be_stored(string method, string path) =>
        Assert.Contains("no-store", (await SendAsync(method, path)).Headers["Cache-Control"], StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_whose_Cache_Control_allows_it_may_be_stored() =>
        Assert.DoesNotContain(
            "no-store", (await SendAsync("GET", "/courses")).Headers["Cache-Control"], StringComparison.Ordinal);

    [Theory]
    [InlineData("/swagger/index.html")]
    [InlineData("/api/swagger/index.html")]
    [InlineData("/swagger/swagger-ui-bundle.js")]
    public async Task The_page_may_load_its_own_parts_and_nothing_else(string path)
    {
        var answer = await SendAsync("GET", path);

        Assert.Equal(200, answer.Status);
        var content = answer.Headers["Content-Security-Policy"].Split("; ");
        Assert.Contains("default-src 'none'", content);
        Assert.Contains("script-src 'self' 'unsafe-inline'", content);
        Assert.Contains("connect-src 'self'", content);
        Assert.Contains("frame-ancestors 'none'", content);
        Assert.DoesNotContain("http", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    private static void ShouldBearThem(Answer answer, int status)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", answer.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("geolocation=()", answer.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    private async Task<Answer> SendAsync(
        string method, string path, (string Name, string Value)? header = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (header is var (name, value))
            request.Headers.Add(name, value);
        using var response = await (client ?? engify.Client).SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
