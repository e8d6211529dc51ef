using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

/// <summary>What comes over the wire and is no proper HTTP, or too much of it, never reaches a use case.</summary>
public sealed class WireTests(KestrelFixture engify) : IClassFixture<KestrelFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        (await Answer.OfAsync(await engify.Client.GetAsync(new Uri("/courses", UriKind.Relative)))).ShouldBeOk();
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("GET")]
    [InlineData("GET /courses")]
    [InlineData("GET /courses HTTP/9.9")]
    [InlineData("GET courses HTTP/1.1")]
    [InlineData("G\0T /courses HTTP/1.1")]
    [InlineData("GET /courses\0 HTTP/1.1")]
    [InlineData("GET /courses/%00 HTTP/1.1")]
    [InlineData("\u0016\u0003\u0001\u0002")]
    public async Task An_invalid_request_line_is_refused(string line)
    {
        var (status, body) = await SendAsync(line);

        // 405: what does not begin with a slash is meant for a proxy.
        Assert.True(status is 400 or 405 or 505, $"{status}");
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("/courses/%2F", "course_not_found")]
    [InlineData("/courses/%2e%2e%2fhealth", "course_not_found")]
    [InlineData("/courses/%C0%AF", "course_not_found")]
    [InlineData("/courses/%ED%A0%80", "course_not_found")]
    [InlineData("/courses/%zz", "course_not_found")]
    [InlineData("/courses/%0d%0aSet-Cookie:a=b", "course_not_found")]
    [InlineData("/courses/..%5c..%5cetc", "course_not_found")]
    [InlineData("/courses/../nothing", "route_not_found")]
    [InlineData("/../../etc/passwd", "route_not_found")]
    [InlineData("//courses", "route_not_found")]
    public async Task An_address_that_leads_nowhere_is_not_found(string path, string code)
    {
        var (status, body) = await SendAsync($"GET {path} HTTP/1.1");

        Assert.Equal(404, status);
        Assert.Contains($"\"code\":\"{code}\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X: a\0b")]
    [InlineData("X: a\rb")]
    [InlineData(" folded: x")]
    [InlineData("No colon")]
    [InlineData("Sp ace: x")]
    [InlineData(": x")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length: 1\r\nContent-Length: 2")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Host: second.example")]
    public async Task An_invalid_header_is_refused(string header)
    {
        var (status, body) = await SendAsync(
            $"POST /group-sessions/x/join HTTP/1.1\r\nContent-Type: application/json\r\n{header}");

        Assert.Equal(400, status);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("X: \u00e9")]
    [InlineData("X: \u00c3\u00a9")]
    [InlineData("If-None-Match: \"\u00ff\"")]
    [InlineData("User-Agent: \u00fc\u0080")]
    [InlineData("X-Forwarded-For: \u00e9")]
    public async Task A_header_beyond_ASCII_is_no_reason_to_refuse(string header) =>
        Assert.Equal(200, (await SendAsync($"GET /courses HTTP/1.1\r\n{header}")).Status);

    [Fact]
    public async Task A_key_beyond_ASCII_is_refused_with_a_reason()
    {
        var (status, body) = await SendAsync(
            $"POST /group-sessions/x/join HTTP/1.1\r\n{Authorization}\r\nIdempotency-Key: \u00e9\r\n"
            + "Content-Type: application/json\r\nContent-Length: 17", "{\"studentId\":\"x\"}");

        Assert.Equal(400, status);
        Assert.Contains("\"code\":\"validation_failed\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_chunk_is_malformed()
    {
        var (status, body) = await SendAsync(
            $"POST /group-sessions/x/join HTTP/1.1\r\n{Authorization}\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked",
            "zz\r\n{}\r\n0\r\n\r\n");

        Assert.Equal(400, status);
        Assert.Contains("\"code\":\"malformed_request\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_large_or_too_many_are_refused()
    {
        (string Request, int Status)[] requests =
        [
            ($"GET /courses HTTP/1.1\r\nX: {new string('x', 40_000)}", 431),
            ($"GET /courses HTTP/1.1{string.Concat(Enumerable.Repeat("\r\nX: x", 200))}", 431),
            ($"GET /courses?q={new string('x', 40_000)} HTTP/1.1", 414),
        ];
        var contract = await Contract.ReadAsync(engify.Host.Services);

        foreach (var (request, expected) in requests)
        {
            var (status, body) = await SendAsync(request);

            Assert.Equal((expected, ""), (status, body));
            // The server gives these answers by itself, and the document says that they are empty, everywhere.
            var answer = new Answer(status, body, new Dictionary<string, string>());
            Assert.All(
                contract.Operations,
                operation => Assert.Empty(contract.Breaches(operation, answer, isLimited: true)));
        }
    }

    [Theory]
    [InlineData("[", "]", 30_000)]
    [InlineData("{\"a\":", "}", 10_000)]
    public async Task A_body_of_many_levels_is_malformed(string opening, string closing, int depth)
    {
        foreach (var ending in new[] { closing, "" })
        {
            var text = "{\"studentId\":\"x\",\"deep\":" + string.Concat(Enumerable.Repeat(opening, depth)) + "1"
                + string.Concat(Enumerable.Repeat(ending, depth)) + "}";
            var (status, body) = await SendAsync(
                $"POST /group-sessions/x/join HTTP/1.1\r\n{Authorization}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {text.Length}",
                text);

            Assert.Equal(400, status);
            Assert.Contains("\"code\":\"malformed_request\"", body, StringComparison.Ordinal);
        }
    }

    private string Authorization => $"Authorization: {engify.Client.DefaultRequestHeaders.Authorization}";

    private Task<(int Status, string Body)> SendAsync(string head, string body = "") =>
        RawExchange.SendAsync(
            engify.Client.BaseAddress!, $"{head}\r\nHost: localhost\r\nConnection: close\r\n\r\n{body}");
}
