using System.Net;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

/// <summary>What the server itself refuses, before or while it reads a request.</summary>
public sealed class RequestLimitTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    private const int MaxHeadersSize = 16 * 1024;

    [Fact]
    public async Task Headers_of_15_KiB_are_read() =>
        Assert.Equal(HttpStatusCode.OK, await GetAsync(MaxHeadersSize - 1024));

    [Fact]
    public async Task Headers_of_more_than_16_KiB_are_refused() =>
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await GetAsync(MaxHeadersSize));

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        var (status, body) = await RawExchange.SendAsync(
            engify.Client.BaseAddress!,
            "POST /auth/login HTTP/1.1\r\nHost: engify\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n{");

        Assert.Equal(408, status);
        Assert.Contains("\"code\":\"request_timeout\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            engify.Log.Entries, entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }

    [Fact]
    public async Task Headers_that_do_not_come_are_not_waited_for()
    {
        await using var impatient = engify.StartServer(("RequestLimits:Timeout", "00:00:01"));

        var (status, _) = await RawExchange.SendAsync(impatient.Address, "GET /courses HTTP/1.1\r\nHost: engify\r\n");

        Assert.Equal(408, status);
    }

    private async Task<HttpStatusCode> GetAsync(int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/courses");
        for (var number = 10; number < 10 + (size / 1024); number++)
            request.Headers.Add($"X-{number}", new string('x', 1024 - "X-10: \r\n".Length));
        using var answer = await engify.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
