using System.Security.Claims;
using System.Text.RegularExpressions;
using Engify.Api.Http;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class RequestLogTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData("GET", "/courses", As.Admin, "GET /courses 200 by admin 01900000-0000-7000-8000-0000000000ad")]
    [InlineData("GET", "/api/courses?q=secret", As.Anonymous, "GET /api/courses 200 by anonymous")]
    [InlineData(
        "GET", "/nothing", "student 01900000-0000-7000-8000-000000000001",
        "GET /nothing 404 by student 01900000-0000-7000-8000-000000000001")]
    [InlineData("DELETE", "/courses", As.Admin, "DELETE /courses 405 by admin 01900000-0000-7000-8000-0000000000ad")]
    [InlineData(
        "GET", "/courses/x%0AGET%20/forged%20200%0D", As.Admin,
        "GET /courses/x%0AGET%20/forged%20200%0D 404 by admin 01900000-0000-7000-8000-0000000000ad")]
    [InlineData(
        "GET", "/courses/%1B[31m%C2%85%E2%80%A8", As.Admin,
        "GET /courses/%1B%5B31m%C2%85%E2%80%A8 404 by admin 01900000-0000-7000-8000-0000000000ad")]
    public async Task Each_request_is_one_line(string method, string path, string by, string expected) =>
        Assert.Equal(expected, await LineOfAsync(engify.Api, api => api.SendAsync(method, path, null, by)));

    [Fact]
    public async Task It_names_the_account_of_who_signed_in()
    {
        var api = new ApiClient(engify.Host)
        {
            Prepare = context => context.User = new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim("role", "student"), new Claim("sub", "account-1")], "test")),
        };

        var line = await LineOfAsync(api, api => api.GetAsync("/courses", As.Anonymous));

        Assert.Equal("GET /courses 200 by student account-1", line);
    }

    [Fact]
    public async Task It_keeps_what_was_sent_to_itself()
    {
        await LineOfAsync(engify.Api, api => api.SendAsync(
            "POST", "/group-sessions/nope/join?q=secret-1", """{"studentId":"secret-2"}""", As.Admin,
            ("Authorization", "Bearer secret-3"), ("Idempotency-Key", "secret-4"), ("X-Forwarded-For", "secret-5")));

        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Message.Contains("secret", StringComparison.Ordinal));
    }

    /// <summary>The line, without the time, which is never the same.</summary>
    private async Task<string> LineOfAsync(ApiClient api, Func<ApiClient, Task<Answer>> send)
    {
        var before = engify.Log.Entries.Count;

        await send(api);

        var entry = Assert.Single(engify.Log.Entries.Skip(before), entry => entry.Category == RequestLog.Category);
        Assert.Equal(LogLevel.Information, entry.Level);
        return Regex.Replace(entry.Message, @" in \d+(\.\d)? ms", "");
    }
}
