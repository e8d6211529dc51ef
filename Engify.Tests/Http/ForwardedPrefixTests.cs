using System.Net;
using Alba;
using Microsoft.AspNetCore.Http;

namespace Engify.Tests.Http;

/// <summary>
/// Addresses in answers are those that the client can use: with the prefix of the first generation, and with what a
/// trusted proxy has taken off.
/// </summary>
public sealed class ForwardedPrefixTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const string Proxy = "192.0.2.1";
    private const string Stranger = "192.0.2.2";
    private const string Header = "X-Forwarded-Prefix";

    private IAlbaHost host = null!;

    public async Task InitializeAsync()
    {
        host = await engify.HostWithAsync(("ForwardedHeaders:KnownProxies", $"{Proxy},192.0.2.9"));
        await engify.School.AddCourseAsync();
        await engify.School.AddCourseAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "/api", "/api")]
    [InlineData("/tutoring", "", "/tutoring")]
    [InlineData("/tutoring", "/api", "/tutoring/api")]
    [InlineData("/tutoring/", "", "/tutoring")]
    [InlineData("/dept/tutoring-2.0_x~y", "/api", "/dept/tutoring-2.0_x~y/api")]
    [InlineData("/api", "", "/api")]
    [InlineData("/api", "/api", "/api/api")]
    [InlineData("/...", "", "/...")]
    public async Task Every_address_in_an_answer_begins_as_the_client_asked(
        string prefix, string asked, string expected)
    {
        var api = From(Proxy);
        (string, string)[] headers = prefix.Length == 0 ? [] : [(Header, prefix)];

        var page = (await api.GetAsync($"{asked}/courses?limit=1", As.Admin, headers)).ShouldBeOk();
        Assert.StartsWith($"{expected}/courses?limit=1&cursor=", page.Next, StringComparison.Ordinal);

        var registered = await api.SendAsync(
            "POST", $"{asked}/auth/register",
            $$"""{"email":"{{AccountSteps.NewEmail()}}","password":"{{AccountSteps.Password}}","name":"X"}""",
            As.Anonymous, headers);
        Assert.Equal(201, registered.Status);
        Assert.Equal($"{expected}/auth/me", registered.Headers["Location"]);

        var missing = (await api.GetAsync($"{asked}/nothing", As.Admin, headers))
            .ShouldBeProblem(404, "route_not_found");
        Assert.Equal($"{expected}/nothing", missing["instance"].GetString());

        var document = (await api.GetAsync($"{asked}/openapi/v1.json", As.Admin, headers)).ShouldBeOk();
        var root = prefix.TrimEnd('/');
        Assert.Equal(
            [root.Length == 0 ? "/" : root, $"{root}/api"],
            document["servers"].EnumerateArray().Select(server => server.GetProperty("url").GetString()));

        var redirected = await api.GetAsync($"{asked}/swagger", As.Admin, headers);
        Assert.Equal(
            $"{expected}/swagger/index.html?url={expected}/openapi/v1.json", redirected.Headers["Location"]);
        var swagger = (await api.GetAsync($"{asked}/swagger/index.html", As.Admin, headers)).ShouldBeOk();
        Assert.Contains($"\"{expected}/swagger/oauth2-redirect.html\"", swagger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_is_found_through_the_proxy()
    {
        var api = From(Proxy);
        var first = (await api.GetAsync("/api/courses?limit=1", As.Admin, (Header, "/tutoring"))).ShouldBeOk();

        // The proxy takes its prefix off again.
        var second = (await api.GetAsync(first.Next!["/tutoring".Length..], As.Admin, (Header, "/tutoring")))
            .ShouldBeOk();

        Assert.NotEqual(first.Text, second.Text);
    }

    [Theory]
    [InlineData("/tutoring", "https://engify.example.edu/tutoring/courses?limit=1")]
    [InlineData("//evil.example", "https://engify.example.edu/courses?limit=1")]
    public async Task A_redirect_to_HTTPS_keeps_the_prefix(string prefix, string expected)
    {
        var strict = await engify.HostWithAsync(
            ("Https:Required", "true"), ("ForwardedHeaders:KnownProxies", Proxy));

        var answer = await From(Proxy, strict).GetAsync("/courses?limit=1", As.Admin, (Header, prefix));

        Assert.Equal(308, answer.Status);
        Assert.Equal(expected, answer.Headers["Location"]);
    }

    [Theory]
    [InlineData("tutoring")]
    [InlineData("/")]
    [InlineData("//evil.example")]
    [InlineData("/tutoring//evil.example")]
    [InlineData("///")]
    [InlineData("/\\evil.example")]
    [InlineData("\\evil.example")]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("/tutoring/../evil")]
    [InlineData("/./evil/")]
    [InlineData("/a%2fb")]
    [InlineData("/a%2Fb")]
    [InlineData("/%2e%2e/evil")]
    [InlineData("/a%0d%0aSet-Cookie:a=b")]
    [InlineData("/a\r\nSet-Cookie: a=b")]
    [InlineData("/a\n")]
    [InlineData("/a\0")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a>; rel=\"next\"")]
    [InlineData("/\"><script>alert(1)</script>")]
    [InlineData("\"/tutoring\"")]
    [InlineData("/tütoring")]
    [InlineData("/a;b")]
    [InlineData("/a:b@c")]
    [InlineData("http://evil.example")]
    [InlineData("https://evil.example/tutoring")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/tutoring,//evil.example")]
    [InlineData("//evil.example,/tutoring")]
    [InlineData("/tutoring,")]
    public async Task An_invalid_prefix_is_ignored(string prefix) => await ShouldIgnoreAsync(From(Proxy), prefix);

    [Fact]
    public async Task A_prefix_that_is_too_long_is_ignored() =>
        await ShouldIgnoreAsync(From(Proxy), $"/{new string('x', 1000)}");

    [Theory]
    [InlineData("/tutoring")]
    [InlineData("//evil.example")]
    [InlineData("\\evil.example")]
    [InlineData("/\"><script>alert(1)</script>")]
    public async Task A_stranger_has_no_say_in_it(string prefix)
    {
        await ShouldIgnoreAsync(From(Stranger), prefix);
        await ShouldIgnoreAsync(engify.Api, prefix);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("a b")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task The_host_is_nobodys_to_say(string forwarded)
    {
        foreach (var api in new[] { From(Proxy), From(Stranger) })
        {
            (string, string)[] headers = [("X-Forwarded-Host", forwarded), ("X-Forwarded-Proto", "gopher")];

            Assert.Equal(
                "/swagger/index.html?url=/openapi/v1.json",
                (await api.GetAsync("/swagger", As.Admin, headers)).Headers["Location"]);
            var page = (await api.GetAsync("/swagger/index.html", As.Admin, headers)).ShouldBeOk();
            Assert.DoesNotContain(forwarded, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task In_a_chain_of_proxies_the_outermost_known_one_decides()
    {
        var api = From(Proxy);

        var answer = await api.GetAsync(
            "/nothing", As.Admin,
            ("X-Forwarded-For", "203.0.113.1, 198.51.100.1, 192.0.2.9"), (Header, "/forged, /outer, /inner"));

        Assert.Equal("/outer/nothing", answer["instance"].GetString());
    }

    private static async Task ShouldIgnoreAsync(ApiClient api, string prefix)
    {
        (string, string) header = (Header, prefix);

        var page = (await api.GetAsync("/courses?limit=1", As.Admin, header)).ShouldBeOk();
        Assert.StartsWith("/courses?limit=1&cursor=", page.Next, StringComparison.Ordinal);
        Assert.Equal("/nothing", (await api.GetAsync("/nothing", As.Admin, header))["instance"].GetString());
        Assert.Equal(
            "/swagger/index.html?url=/openapi/v1.json",
            (await api.GetAsync("/swagger", As.Admin, header)).Headers["Location"]);
        var swagger = (await api.GetAsync("/swagger/index.html", As.Admin, header)).ShouldBeOk();
        Assert.Contains("\"/swagger/oauth2-redirect.html\"", swagger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", swagger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", swagger.Text, StringComparison.Ordinal);
    }

    private ApiClient From(string address, IAlbaHost? at = null) => new(at ?? host)
    {
        Prepare = context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            context.Request.Host = new HostString("engify.example.edu");
        },
    };
}
