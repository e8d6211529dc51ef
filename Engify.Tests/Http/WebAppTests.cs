using System.IO.Compression;
using Alba;
using Microsoft.AspNetCore.TestHost;

namespace Engify.Tests.Http;

/// <summary>How the built web app is served, with the database away and requests all but forbidden.</summary>
public sealed class WebAppTests(WebAppTests.Fixture engify) : IClassFixture<WebAppTests.Fixture>, IAsyncLifetime
{
    private const string Script = "console.log('Engify')";
    private const string Page = "<!doctype html><title>Engify</title>";

    private IAlbaHost host = null!;

    private ApiClient Browser => new(host, engify.Host.Services);

    public async Task InitializeAsync() => host = await HostWithAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/app/")]
    [InlineData("/app")]
    [InlineData("/app/courses/01900000-0000-7000-8000-c00000000248?date=2026-03-03")]
    [InlineData("/app/accept-invitation")]
    [InlineData("/app/index.html")]
    [InlineData("/app/assets.html")]
    [InlineData("/app/%2e%2e%2fappsettings.json")]
    public async Task Every_page_of_the_app_is_its_index_which_is_asked_for_each_time(string path)
    {
        var answer = await Browser.GetAsync(path, As.Anonymous);

        Assert.Equal((200, Page), (answer.Status, answer.Text));
        Assert.Equal("text/html", answer.ContentType);
        Assert.Equal("no-cache", answer.Headers["Cache-Control"]);
        Assert.False(answer.Headers.ContainsKey("RateLimit"));
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
        var again = await Browser.GetAsync(path, As.Anonymous, ("If-None-Match", answer.ETag!));
        Assert.Equal((304, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task What_is_named_by_its_content_is_kept_for_good()
    {
        var answer = await Browser.GetAsync("/app/assets/main-Bc1d.js", As.Anonymous);

        Assert.Equal((200, Script), (answer.Status, answer.Text));
        Assert.Equal("text/javascript", answer.ContentType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers["Cache-Control"]);
        Assert.StartsWith("Accept-Encoding", answer.Headers["Vary"], StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Content-Encoding"));
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("br;q=0.1", "br")]
    [InlineData("deflate", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("nonsense;;", null)]
    public async Task The_browser_gets_the_encoding_that_it_takes(string accepted, string? encoding)
    {
        using var client = host.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/assets/main-Bc1d.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var response = await client.SendAsync(request);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        Assert.Equal(Script, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Each_encoding_has_a_tag_of_its_own()
    {
        using var client = host.GetTestClient();
        var tags = new List<string?>();
        foreach (var encoding in new[] { "identity", "gzip", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/app/assets/main-Bc1d.js");
            request.Headers.AcceptEncoding.ParseAdd(encoding);
            using var response = await client.SendAsync(request);
            tags.Add(response.Headers.ETag?.Tag);
        }

        Assert.Equal(3, tags.Distinct().Count());
        Assert.DoesNotContain(null, tags);
    }

    [Theory]
    [InlineData("GET", "/app/assets/gone-0000.js")]
    [InlineData("GET", "/app/assets/")]
    [InlineData("GET", "/app/assets/..%2f..%2fappsettings.json")]
    [InlineData("GET", "/application")]
    [InlineData("GET", "/index.html")]
    [InlineData("GET", "/api/app/")]
    [InlineData("POST", "/app/")]
    [InlineData("DELETE", "/")]
    public async Task Everything_else_stays_unknown(string method, string path) =>
        (await new ApiClient(await HostWithAsync(("RateLimits:General:PermitLimit", null)), engify.Host.Services)
            .SendAsync(method, path, null, As.Anonymous)).ShouldBeProblem(404, "route_not_found");

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task The_root_leads_to_the_app(string method)
    {
        var answer = await Browser.SendAsync(method, "/", null, As.Anonymous);

        Assert.Equal((302, "/app/"), (answer.Status, answer.Headers["Location"]));
    }

    [Fact]
    public async Task HEAD_tells_the_same_without_the_file()
    {
        var answer = await Browser.SendAsync("HEAD", "/app/assets/main-Bc1d.js", null, As.Anonymous);

        Assert.Equal((200, ""), (answer.Status, answer.Text));
        Assert.Equal($"{Script.Length}", answer.Headers["Content-Length"]);
    }

    [Theory]
    [InlineData("/app/")]
    [InlineData("/app/assets/main-Bc1d.js")]
    public async Task A_page_runs_only_what_we_serve_and_nobody_may_frame_it(string path)
    {
        var answer = await Browser.GetAsync(path, As.Anonymous);

        Assert.Equal(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; connect-src 'self'; "
            + "img-src 'self'; font-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'",
            answer.Headers["Content-Security-Policy"]);
        Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
    }

    [Fact]
    public async Task A_page_may_also_ask_the_outside_issuer()
    {
        var trusting = await HostWithAsync(
            ("Auth:Authority", "https://login.example.edu/realm"), ("Auth:Audience", "engify"));

        var policy = (await new ApiClient(trusting).GetAsync("/app/", As.Anonymous)).Headers["Content-Security-Policy"];

        Assert.Contains("connect-src 'self' https://login.example.edu;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("realm", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_pages_are_redirected_to_HTTPS()
    {
        var secure = await HostWithAsync(("environment", "Production"), ("Https:Required", "true"));

        var answer = await new ApiClient(secure).GetAsync("/app/", As.Anonymous);

        Assert.Equal((308, "https://localhost/app/"), (answer.Status, answer.Headers["Location"]));
    }

    [Fact]
    public async Task Without_the_app_people_are_told_what_is_missing_and_the_API_works()
    {
        var before = engify.Log.Entries.Count;
        await using var bare = await engify.StartHostAsync(("WebApp:Folder", Path.Combine(engify.Folder, "gone")));
        var api = new ApiClient(bare);

        var told = await api.GetAsync("/", As.Anonymous, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

        Assert.Equal((404, "text/plain; charset=utf-8"), (told.Status, told.ContentType));
        Assert.StartsWith("There is no web app: ", told.Text, StringComparison.Ordinal);
        Assert.Single(
            engify.Log.Entries.Skip(before), entry => entry.Message.Contains(told.Text, StringComparison.Ordinal));
        (await api.GetAsync("/", As.Anonymous, ("Accept", "application/json")))
            .ShouldBeProblem(404, "route_not_found");
        (await api.GetAsync("/app/", As.Anonymous)).ShouldBeProblem(404, "route_not_found");
        (await api.GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }

    private Task<IAlbaHost> HostWithAsync(params (string Key, string? Value)[] settings) => engify.HostWithAsync(
    [
        ("WebApp:Folder", engify.Folder),
        ("ConnectionStrings:Engify", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5"),
        ("RateLimits:General:PermitLimit", "1"),
        .. settings,
    ]);

    /// <summary>With a folder of a built app.</summary>
    public sealed class Fixture : EngifyFixture
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("engify-web-");

        public string Folder => folder.FullName;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            var assets = folder.CreateSubdirectory("assets").FullName;
            Write(Path.Combine(Folder, "index.html"), Page);
            Write(Path.Combine(Folder, "icon.svg"), "<svg/>");
            Write(Path.Combine(assets, "main-Bc1d.js"), Script);
            Compress(Path.Combine(assets, "main-Bc1d.js"));
            Write($"{Folder}.secret", "secret");
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            folder.Delete(recursive: true);
            File.Delete($"{Folder}.secret");
        }
    }

    private static void Write(string path, string content) => File.WriteAllText(path, content);

    private static void Compress(string path)
    {
        var content = File.ReadAllBytes(path);
        using (var brotli = new BrotliStream(File.Create($"{path}.br"), CompressionLevel.SmallestSize))
            brotli.Write(content);
        using (var gzip = new GZipStream(File.Create($"{path}.gz"), CompressionLevel.SmallestSize))
            gzip.Write(content);
    }
}
