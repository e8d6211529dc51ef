using Microsoft.AspNetCore.Http;

namespace Engify.Tests.OpenApi;

/// <summary>
/// An answer that the document does not allow fails the test that asked, whichever instance that was.
/// </summary>
public sealed class ContractWatchTests(LyingFixture engify) : IClassFixture<LyingFixture>
{
    private const string Course =
        """{"id":"01900000-0000-7000-8000-c00000000248","code":"COMP 248","name":"Programming","description":null,"""
        + "\"isActive\":true}";

    private const string NotFound =
        """
        {"statusCode":404,"message":"x","error":"Not Found","type":"urn:engify:problem:course_not_found",
         "title":"Not Found","status":404,"detail":"x","instance":"/x","code":"course_not_found","traceId":"x"}
        """;

    public static TheoryData<string, string, int, string, string, string> Lies => new()
    {
        { "GET", "/courses", 201, "application/json", "[]", "status 201 is not listed" },
        { "GET", "/courses", 200, "text/html", "[]", "content type text/html is not listed" },
        { "GET", "/courses", 200, "application/json", "", "the body is no JSON" },
        { "GET", "/courses", 200, "application/json", Course, "ArrayExpected" },
        { "GET", "/courses", 304, "application/json", "[]", "304 has no body" },
        { "GET", "/api/courses", 200, "application/json", "{}", "ArrayExpected" },
        { "GET", "/courses/x", 200, "application/json", Course.Replace("null", "1"), "StringExpected" },
        { "GET", "/courses/x", 200, "application/json", Course.Replace("}", ",\"isActive\":true}"), "isActive" },
        {
            "GET", "/courses/x", 200, "application/json", Course.Replace(",\"description\":null", ""),
            "PropertyRequired"
        },
        { "GET", "/bookings/x", 404, "application/problem+json", NotFound, "NotInEnumeration: #/code" },
        { "GET", "/courses/x", 404, "application/json", NotFound, "content type application/json is not listed" },
        { "GET", "/nothing", 404, "application/problem+json", NotFound, "course_not_found is not route_not_found" },
        { "GET", "/nothing", 404, "text/html", "Not Found", "is none of a problem" },
        { "GET", "/nothing", 200, "application/json", "{}", "no such operation" },
        { "DELETE", "/courses", 204, "", "", "no such operation" },
        { "OPTIONS", "/courses", 204, "", "", "no such operation" },
        { "OPTIONS", "/nothing", 204, "", "", "no such operation" },
        { "DELETE", "/courses", 404, "application/problem+json", NotFound, "404 is wrong where the methods are" },
        { "DELETE", "/nothing", 405, "application/problem+json", NotFound, "405 is wrong where the methods are" },
        { "GET", "/courses", 200, "application/json", $"[{Course}]", "header RateLimit is missing" },
        { "GET", "/nothing", 404, "application/problem+json", NotFound, "header RateLimit-Policy is missing" },
        { "GET", "/auth/me", 401, "application/problem+json", "{}", "header WWW-Authenticate is missing" },
        { "GET", "/courses", 429, "application/problem+json", "{}", "header Retry-After is missing" },
        { "GET", "/courses", 503, "application/problem+json", "{}", "header Retry-After is missing" },
        { "GET", "/courses", 414, "text/html", "too long", "414 has no body" },
        { "GET", "/courses", 308, "", "", "status 308 is not listed" },
        { "POST", "/auth/login", 500, "", "", "content type none is not listed" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_is_caught(
        string method, string path, int status, string contentType, string body, string caught)
    {
        var another = await engify.HostWithAsync(("OpenApi:Enabled", "false"));
        Func<Task<Answer>>[] ways =
        [
            () => engify.Api.SendAsync(method, path, null),
            () => new ApiClient(another).SendAsync(method, path, null, As.Anonymous),
            () => SendByWireAsync(method, path),
        ];

        foreach (var ask in ways)
        {
            engify.Liar.Tell(context => AnswerAsync(context, status, contentType, body));

            var broken = await Assert.ThrowsAsync<BrokenContractException>(ask);

            Assert.StartsWith(
                $"{method} {path} was answered with {status}, against the document: ", broken.Message,
                StringComparison.Ordinal);
            Assert.Contains(caught, broken.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/courses", "ArrayExpected")]
    [InlineData("/auth/login", "no such operation")]
    public async Task A_lie_to_HEAD_is_caught_by_what_GET_would_tell(string path, string caught)
    {
        engify.Liar.Tell(context => AnswerAsync(context, 200, "application/json", "{}"));

        var broken = await Assert.ThrowsAsync<BrokenContractException>(() => engify.Api.SendAsync("HEAD", path, null));

        Assert.Contains(caught, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lie_that_is_read_as_bytes_has_a_status_that_nobody_expects()
    {
        engify.Liar.Tell(context => AnswerAsync(context, 201, "application/json", "[]"));

        var (status, _) = await RawExchange.SendAsync(
            engify.Client.BaseAddress!, "GET /courses HTTP/1.1\r\nHost: engify\r\nConnection: close\r\n\r\n");

        Assert.Equal(599, status);
    }

    [Fact]
    public async Task Truthful_answers_pass()
    {
        engify.Liar.Tell(context =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.ETag = "\"1\"";
                context.Response.Headers["RateLimit"] = "\"general\";r=1;t=1";
                context.Response.Headers["RateLimit-Policy"] = "\"general\";q=1;w=60";
                return Task.CompletedTask;
            });
            return AnswerAsync(context, 200, "application/json", $"[{Course}]");
        });

        var answer = (await engify.Api.GetAsync("/courses")).ShouldBeOk();

        Assert.Equal($"[{Course}]", answer.Text);
        Assert.Equal("\"1\"", answer.Headers["ETag"]);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.Location = "http://127.0.0.1/courses";
        context.Response.Headers.ETag = "\"1\"";
        context.Response.Headers.CacheControl = "no-cache";
        if (body.Length > 0)
            await context.Response.WriteAsync(body);
    }

    private async Task<Answer> SendByWireAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await engify.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
