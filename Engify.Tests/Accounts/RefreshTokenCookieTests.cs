using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.Net.Http.Headers.SameSiteMode;

namespace Engify.Tests.Accounts;

/// <summary>The refresh token in a cookie, as the web app of the service's own origin has it.</summary>
public sealed class RefreshTokenCookieTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly (string, string) InCookie = (RefreshTokenTransport.Header, "cookie");

    [Theory]
    [InlineData("/auth/login")]
    [InlineData("/auth/register")]
    [InlineData("/auth/accept-invitation")]
    [InlineData("/auth/refresh")]
    public async Task The_answer_carries_the_token_in_a_cookie_that_no_script_can_read(string path)
    {
        var answer = await BeginAsync(path);

        Assert.True(answer.Status is 200 or 201, answer.Text);
        Assert.Equal("", answer.RefreshToken());
        var cookie = CookieOf(answer);
        Assert.Equal(("engify-refresh", "/auth"), (cookie.Name.ToString(), cookie.Path.ToString()));
        Assert.Equal(43, cookie.Value.Length);
        Assert.DoesNotContain(cookie.Value.ToString(), answer.Text, StringComparison.Ordinal);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteMode.Strict, cookie.SameSite);
        Assert.False(cookie.Domain.HasValue);
        Assert.Equal(TimeSpan.FromDays(30), cookie.MaxAge);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        (await RefreshAsync(cookie)).ShouldBeOk();
    }

    [Fact]
    public async Task Without_the_header_no_cookie_is_set_and_the_body_carries_the_token()
    {
        var email = AccountSteps.NewEmail();
        var registered = await engify.Api.RegisterAsync(email);
        var signedIn = await engify.Api.LogInAsync(email);
        var refreshed = await engify.Api.RefreshAsync(signedIn.RefreshToken());
        var left = await engify.Api.LogOutAsync(refreshed.RefreshToken());

        foreach (var answer in new[] { registered, signedIn, refreshed, left })
            Assert.False(answer.Headers.ContainsKey(HeaderNames.SetCookie));
        Assert.All([registered, signedIn, refreshed], answer => Assert.NotEmpty(answer.RefreshToken()!));
    }

    [Theory]
    [InlineData("Development", "engify-refresh", false)]
    [InlineData("Production", "__Secure-engify-refresh", true)]
    [InlineData("Staging", "__Secure-engify-refresh", true)]
    public async Task Outside_development_the_cookie_travels_over_TLS_only(
        string environment, string name, bool isSecure)
    {
        await using var host = await engify.StartHostAsync(("environment", environment));
        var api = new ApiClient(host);
        var email = AccountSteps.NewEmail();
        await api.RegisterAsync(email);

        var cookie = CookieOf(await LogInAsync(email, api));
        var next = CookieOf(await RefreshAsync(cookie, api));
        var gone = CookieOf(await LogOutAsync(next, api));

        Assert.All([cookie, next, gone], each => Assert.Equal((name, isSecure), (each.Name.ToString(), each.Secure)));
    }

    /// <summary>A page of somebody else can have the browser send a form with its cookies, and nothing more.</summary>
    [Theory]
    [InlineData("/auth/refresh")]
    [InlineData("/auth/logout")]
    public async Task A_cookie_alone_does_nothing(string path)
    {
        var cookie = CookieOf(await BeginAsync("/auth/login"));

        (await engify.Api.PostAsync(path, null, As.Anonymous, Bearing(cookie))).ShouldBeProblem(
            400, "malformed_request");
        (await engify.Api.SendAsync("POST", path, null, As.Anonymous, Bearing(cookie))).ShouldBeProblem(
            400, "malformed_request");
        (await engify.Api.PostAsync(path, new { refreshToken = "" }, As.Anonymous, Bearing(cookie)))
            .ShouldBeInvalid("refreshToken");

        (await RefreshAsync(cookie)).ShouldBeOk();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task A_cookie_is_taken_by_POST_only(string method)
    {
        var cookie = CookieOf(await BeginAsync("/auth/login"));

        var answer = await engify.Api.SendAsync(
            method, "/auth/refresh", null, As.Anonymous, Bearing(cookie), InCookie);

        Assert.Equal(405, answer.Status);
        Assert.False(answer.Headers.ContainsKey(HeaderNames.SetCookie));
    }

    /// <summary>So that a browser does not even ask, not even a page that may use the service otherwise.</summary>
    [Theory]
    [InlineData("https://app.example.edu")]
    [InlineData("https://evil.example")]
    public async Task No_other_origin_may_send_the_header_or_cookies(string origin)
    {
        await using var host = await engify.StartHostAsync(("Cors:Origins", "https://app.example.edu"));

        var answer = await new ApiClient(host).SendAsync(
            "OPTIONS", "/auth/refresh", null, As.Anonymous, ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "refresh-token-transport"));

        Assert.DoesNotContain(
            RefreshTokenTransport.Header, answer.Headers.GetValueOrDefault("Access-Control-Allow-Headers", ""),
            StringComparison.OrdinalIgnoreCase);
        Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("body")]
    [InlineData("Cookie")]
    [InlineData("")]
    [InlineData("cookie, cookie")]
    public async Task The_header_has_one_value(string value) =>
        (await engify.Api.PostAsync(
            "/auth/login", new { email = AccountSteps.NewEmail(), password = AccountSteps.Password }, As.Anonymous,
            (RefreshTokenTransport.Header, value))).ShouldBeInvalid("Refresh-Token-Transport");

    [Fact]
    public async Task With_the_header_the_body_is_not_looked_at()
    {
        var stolen = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var cookie = CookieOf(await BeginAsync("/auth/login"));

        var body = new { refreshToken = stolen.RefreshToken() };
        (await engify.Api.PostAsync("/auth/refresh", body, As.Anonymous, InCookie))
            .ShouldBeProblem(401, "unauthenticated");
        var answer = (await engify.Api.PostAsync("/auth/refresh", body, As.Anonymous, InCookie, Bearing(cookie)))
            .ShouldBeOk();

        Assert.NotEqual(stolen["user"].GetRawText(), answer["user"].GetRawText());
        (await engify.Api.RefreshAsync(stolen.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task Without_a_cookie_nobody_is_signed_in()
    {
        var refused = await engify.Api.SendAsync("POST", "/auth/refresh", null, As.Anonymous, InCookie);
        var left = await engify.Api.SendAsync("POST", "/auth/logout", null, As.Anonymous, InCookie);

        refused.ShouldBeProblem(401, "unauthenticated");
        Assert.Equal(204, left.Status);
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_both_stay_signed_in()
    {
        for (var round = 0; round < 10; round++)
        {
            var cookie = CookieOf(await BeginAsync("/auth/login"));

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RefreshAsync(cookie)));

            // The browser keeps the cookie that came last, whichever it is.
            foreach (var answer in answers)
                (await RefreshAsync(CookieOf(answer.ShouldBeOk()))).ShouldBeOk();
        }
    }

    [Fact]
    public async Task A_page_that_is_loaded_again_while_it_refreshes_stays_signed_in()
    {
        var cookie = CookieOf(await BeginAsync("/auth/login"));
        (await RefreshAsync(cookie)).ShouldBeOk(); // its answer and cookie never arrive
        engify.Clock.Advance(TimeSpan.FromSeconds(29));

        var next = CookieOf((await RefreshAsync(cookie)).ShouldBeOk());

        engify.Clock.Advance(TimeSpan.FromDays(29));
        (await RefreshAsync(next)).ShouldBeOk();
    }

    /// <summary>The browser may have a good one by the time that it hears of the refusal.</summary>
    [Fact]
    public async Task A_refused_exchange_leaves_the_cookie_alone()
    {
        var cookie = CookieOf(await BeginAsync("/auth/login"));
        await LogOutAsync(cookie);

        var spent = (await RefreshAsync(cookie)).ShouldBeProblem(401, "refresh_token_spent");
        var unknown = (await RefreshAsync(new("engify-refresh", "made-up"))).ShouldBeProblem(401, "unauthenticated");

        Assert.All([spent, unknown], answer => Assert.False(answer.Headers.ContainsKey(HeaderNames.SetCookie)));
    }

    [Fact]
    public async Task Signing_out_in_one_tab_signs_out_all()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);
        var first = await LogInAsync(email);
        var elsewhere = await LogInAsync(email);
        var second = (await RefreshAsync(CookieOf(first))).ShouldBeOk();
        var third = (await RefreshAsync(CookieOf(first))).ShouldBeOk();

        var answer = await LogOutAsync(CookieOf(first));

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        var gone = CookieOf(answer);
        Assert.Equal(
            ("engify-refresh", "", "/auth"), (gone.Name.ToString(), gone.Value.ToString(), gone.Path.ToString()));
        Assert.True(gone.Expires < engify.Clock.GetUtcNow());
        (await RefreshAsync(CookieOf(second))).ShouldBeProblem(401, "refresh_token_spent");
        (await RefreshAsync(CookieOf(third))).ShouldBeProblem(401, "refresh_token_spent");
        await engify.ShouldEndAsync(engify.Api, second);
        await engify.ShouldEndAsync(engify.Api, third);
        (await RefreshAsync(CookieOf(elsewhere))).ShouldBeOk();
    }

    /// <summary>The browser sends the cookie to where it was set, and a proxy may serve Engify below a path.</summary>
    [Fact]
    public async Task The_cookies_path_is_as_the_browser_sees_it()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var answer = await engify.Api.PostAsync(
            "/api/auth/login", new { email, password = AccountSteps.Password }, As.Anonymous, InCookie);

        Assert.Equal("/api/auth", CookieOf(answer).Path.ToString());
    }

    [Fact]
    public async Task The_token_in_the_cookie_is_kept_as_a_hash_only()
    {
        var hash = RefreshToken.HashOf(CookieOf(await BeginAsync("/auth/login")).Value.ToString());

        Assert.Equal(1, await engify.QueryAsync(db => db.RefreshTokens.CountAsync(token => token.Hash == hash)));
    }

    private async Task<Answer> BeginAsync(string path)
    {
        var email = AccountSteps.NewEmail();
        const string password = AccountSteps.Password;
        switch (path)
        {
            case "/auth/register":
                return await engify.Api.PostAsync(
                    path, new { email, password, name = "Some Body" }, As.Anonymous, InCookie);
            case "/auth/accept-invitation":
                var invitation = await engify.Api.PostAsync(
                    "/invitations", new { email, role = "student", name = "Some Body" });
                var token = invitation.ShouldBeCreated()["token"].GetString();
                return await engify.Api.PostAsync(path, new { token, password }, As.Anonymous, InCookie);
            default:
                await engify.Api.RegisterAsync(email);
                var answer = await LogInAsync(email);
                return path == "/auth/refresh" ? await RefreshAsync(CookieOf(answer)) : answer;
        }
    }

    private Task<Answer> LogInAsync(string email, ApiClient? api = null) => (api ?? engify.Api).PostAsync(
        "/auth/login", new { email, password = AccountSteps.Password }, As.Anonymous, InCookie);

    private Task<Answer> RefreshAsync(SetCookieHeaderValue cookie, ApiClient? api = null) =>
        (api ?? engify.Api).SendAsync("POST", "/auth/refresh", null, As.Anonymous, InCookie, Bearing(cookie));

    private Task<Answer> LogOutAsync(SetCookieHeaderValue cookie, ApiClient? api = null) =>
        (api ?? engify.Api).SendAsync("POST", "/auth/logout", null, As.Anonymous, InCookie, Bearing(cookie));

    private static (string, string) Bearing(SetCookieHeaderValue cookie) =>
        (HeaderNames.Cookie, $"{cookie.Name}={cookie.Value}");

    private static SetCookieHeaderValue CookieOf(Answer answer) =>
        SetCookieHeaderValue.Parse(answer.Headers[HeaderNames.SetCookie]);
}
