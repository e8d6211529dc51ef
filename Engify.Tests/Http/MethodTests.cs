using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Http;

/// <summary>HEAD is answered wherever GET is, and OPTIONS wherever anything is (RFC 9110, section 9.3).</summary>
public sealed class MethodTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    /// <summary>What differs by the moment, or says only how a body is sent that is not.</summary>
    private static readonly string[] OfTheMoment = ["Date", "RateLimit", "Transfer-Encoding"];

    private ILookup<string, string> MethodsByAddress => engify.Host.Services.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>()
        .SelectMany(
            route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods,
            (route, method) => (Address: AddressOf(route), Method: method))
        .ToLookup(route => route.Address, route => route.Method);

    [Fact]
    public async Task HEAD_of_every_address_is_GET_without_a_body()
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddCourseAsync();
        var addresses = MethodsByAddress.Where(methods => methods.Contains("GET")).Select(methods => methods.Key)
            .Concat(["/nothing", "/courses?limit=1", "/courses?limit=0", "/swagger", "/swagger/swagger-ui.css"])
            .Append($"/courses/{course.Id}")
            .ToList();

        Assert.Contains("/health/ready", addresses);
        foreach (var address in addresses.Concat(addresses.Select(address => $"/api{address}")))
        {
            foreach (var authorization in new[] { "", "Authorization: Bearer x\r\n", await OfAdminAsync() })
            {
                var get = await SendAsync("GET", address, authorization);
                var head = await SendAsync("HEAD", address, authorization);

                Assert.Equal(get.Status, head.Status);
                Assert.Equal(get.Head, head.Head);
                Assert.Equal("", head.Body);
            }
        }
    }

    [Fact]
    public async Task HEAD_says_how_long_the_body_is_and_what_it_is_called()
    {
        var head = await SendAsync("HEAD", "/courses");

        Assert.Contains(head.Head, line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        var etag = Assert.Single(head.Head, line => line.StartsWith("ETag: ", StringComparison.Ordinal));
        Assert.Contains("Cache-Control: public, max-age=60", head.Head);

        var known = await SendAsync("HEAD", "/courses", $"If-None-Match: {etag["ETag: ".Length..]}\r\n");

        Assert.Equal(304, known.Status);
        Assert.Contains(etag, known.Head);
    }

    [Fact]
    public async Task HEAD_counts_against_the_rate_limit()
    {
        await using var strict = engify.StartServer(("RateLimits:General:PermitLimit", "1"));

        Assert.Equal(200, (await SendAsync("HEAD", "/courses", server: strict.Address)).Status);
        Assert.Equal(429, (await SendAsync("HEAD", "/courses", server: strict.Address)).Status);
    }

    [Fact]
    public async Task OPTIONS_of_every_address_lists_its_methods()
    {
        // Where routes overlap, the address has the methods of all of them.
        Dictionary<string, string> shared = new() { ["/bookings/individual"] = "GET, HEAD, OPTIONS, POST" };

        foreach (var methods in MethodsByAddress)
        {
            var expected = methods.Append("OPTIONS").Concat(methods.Contains("GET") ? ["HEAD"] : []);
            foreach (var address in new[] { methods.Key, $"/api{methods.Key}", $"{methods.Key}?limit=0" })
            {
                var answer = await SendAsync("OPTIONS", address);

                Assert.Equal(204, answer.Status);
                Assert.Equal("", answer.Body);
                Assert.Equal(
                    shared.GetValueOrDefault(methods.Key, string.Join(", ", expected.Order(StringComparer.Ordinal))),
                    AllowIn(answer.Head));
            }
        }
    }

    [Fact]
    public async Task OPTIONS_of_the_server_lists_all_methods()
    {
        var answer = await SendAsync("OPTIONS", "*");

        Assert.Equal(204, answer.Status);
        Assert.Equal("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT", AllowIn(answer.Head));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("/api/courses/a/b/c")]
    [InlineData("/health")]
    public async Task OPTIONS_of_an_unknown_address_finds_nothing(string address)
    {
        var answer = await SendAsync("OPTIONS", address);

        Assert.Equal(404, answer.Status);
        Assert.Contains("\"code\":\"route_not_found\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("", AllowIn(answer.Head));
    }

    [Theory]
    [InlineData("http://localhost:4200", null)]
    [InlineData(null, "GET")]
    public async Task OPTIONS_that_is_no_preflight_is_answered_all_the_same(string? origin, string? method)
    {
        var headers = (origin is null ? "" : $"Origin: {origin}\r\n")
            + (method is null ? "" : $"Access-Control-Request-Method: {method}\r\n");

        Assert.Equal("GET, HEAD, OPTIONS, POST", AllowIn((await SendAsync("OPTIONS", "/courses", headers)).Head));
    }

    private static string AddressOf(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "documentName" } => "v1",
            RoutePatternParameterPart { IsCatchAll: true } => "index.html",
            _ => "nope",
        }))));

    private static string AllowIn(string[] head) =>
        head.SingleOrDefault(line => line.StartsWith("Allow: ", StringComparison.Ordinal))?["Allow: ".Length..] ?? "";

    private async Task<string> OfAdminAsync() =>
        $"Authorization: {await As.AuthorizationAsync(engify.Host.Services, As.Admin)}\r\n";

    private async Task<(int Status, string[] Head, string Body)> SendAsync(
        string method, string address, string headers = "", Uri? server = null)
    {
        var (status, head, body) = await RawExchange.ReadAsync(
            server ?? engify.Client.BaseAddress!,
            $"{method} {address} HTTP/1.1\r\nHost: engify\r\n{headers}Connection: close\r\n\r\n");
        return (
            status,
            [.. head.Where(line => !OfTheMoment.Contains(line.Split(':')[0]) && line != "Content-Length: 0")],
            body);
    }
}
