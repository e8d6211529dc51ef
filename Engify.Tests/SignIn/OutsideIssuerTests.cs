using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Tests.SignIn;

public sealed class OutsideIssuerTests(OutsideIssuerFixture engify) : IClassFixture<OutsideIssuerFixture>
{
    private TestIssuer Issuer => engify.Issuer;

    [Theory]
    [InlineData(true)]
    [InlineData("true")]
    public async Task An_account_is_found_by_a_verified_email_first_and_then_by_the_issuers_subject(object verified)
    {
        var account = await engify.AddStudentAccountAsync();
        var subject = NewSubject();

        var first = (await MeAsync(Issuer.Sign(
            With(subject, ("email", account.Email!.ToUpperInvariant()), ("email_verified", verified))))).ShouldBeOk();

        Assert.Equal((account.Id, "student"), (first.Id, first["role"].GetString()));
        Assert.Equal(account.StudentId, first["studentId"].GetGuid());
        Forget();
        Assert.Equal(account.Id, (await MeAsync(Issuer.Sign(With(subject)))).ShouldBeOk().Id);
        var another = await engify.AddStudentAccountAsync();
        Assert.Equal(account.Id, (await MeAsync(Issuer.Sign(WithEmail(subject, another)))).ShouldBeOk().Id);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00A0")]
    [InlineData("\u3000\u200B")]
    public async Task Blanks_around_a_verified_email_are_none_of_it(string blank)
    {
        var account = await engify.AddStudentAccountAsync();

        var answer = await MeAsync(Issuer.Sign(
            With(NewSubject(), ("email", $"{blank}{account.Email}{blank}"), ("email_verified", true))));

        Assert.Equal(account.Id, answer.ShouldBeOk().Id);
    }

    [Fact]
    public async Task Whoever_registered_with_another_persons_email_is_out_once_the_owner_arrives()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);

        var owner = await MeAsync(Issuer.Sign(With(NewSubject(), ("email", email), ("email_verified", true))));

        Assert.Equal(session["user"].GetProperty("id").GetGuid(), owner.ShouldBeOk().Id);
        (await engify.Api.LogInAsync(email)).ShouldBeProblem(401, "invalid_credentials");
        (await engify.Api.RefreshAsync(session.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
    }

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    [InlineData(SecurityAlgorithms.EcdsaSha256)]
    public async Task Every_asymmetric_signature_counts(string algorithm)
    {
        var account = await engify.AddStudentAccountAsync();
        SecurityKey key = algorithm == SecurityAlgorithms.EcdsaSha256 ? Issuer.Ecdsa : Issuer.Rsa;

        var token = Issuer.Sign(WithEmail(NewSubject(), account), new SigningCredentials(key, algorithm));

        Assert.Equal(account.Id, (await MeAsync(token)).ShouldBeOk().Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData("false")]
    [InlineData("yes")]
    [InlineData(1)]
    [InlineData(null)]
    public async Task An_email_that_the_issuer_has_not_verified_says_nothing(object? verified)
    {
        var account = await engify.AddStudentAccountAsync();
        var claims = With(NewSubject(), ("email", account.Email!));
        if (verified is not null)
            claims["email_verified"] = verified;

        ShouldBeRefused(await MeAsync(Issuer.Sign(claims)));

        Assert.False(await engify.QueryAsync(db => db.AccountLogins.AnyAsync(login => login.UserId == account.Id)));
    }

    [Fact]
    public async Task Somebody_without_an_account_is_refused_and_the_log_omits_their_email()
    {
        var before = engify.Log.Entries.Count;
        const string Email = "nobody@elsewhere.test";

        ShouldBeRefused(await MeAsync(Issuer.Sign(With(NewSubject(), ("email", Email), ("email_verified", true)))));

        var logged = engify.Log.Entries.Skip(before).ToList();
        Assert.Contains(logged, entry => entry.Level == LogLevel.Information
            && entry.Message.StartsWith("There is no account", StringComparison.Ordinal));
        Assert.DoesNotContain(logged, entry => entry.Level >= LogLevel.Information
            && entry.Message.Contains(Email, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Concurrent_first_requests_of_one_person_get_the_same_account()
    {
        var account = await engify.AddStudentAccountAsync();
        var token = Issuer.Sign(WithEmail(NewSubject(), account));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => MeAsync(token)));

        Assert.All(answers, answer => Assert.Equal(account.Id, answer.ShouldBeOk().Id));
        Assert.Equal(
            1, await engify.QueryAsync(db => db.AccountLogins.CountAsync(login => login.UserId == account.Id)));
    }

    [Fact]
    public async Task The_account_of_an_outside_subject_is_looked_up_once_a_minute()
    {
        var account = await engify.AddStudentAccountAsync();
        var subject = NewSubject();
        (await MeAsync(Issuer.Sign(WithEmail(subject, account)))).ShouldBeOk();
        await engify.QueryAsync(db => db.AccountLogins.Where(login => login.UserId == account.Id).ExecuteDeleteAsync());

        (await MeAsync(Issuer.Sign(With(subject)))).ShouldBeOk();
        Forget();

        ShouldBeRefused(await MeAsync(Issuer.Sign(With(subject))));
    }

    [Fact]
    public async Task A_token_for_another_audience_or_of_another_issuer_is_not_accepted()
    {
        var claims = await ClaimsAsync();

        ShouldBeRefused(await MeAsync(Issuer.Sign(claims, audience: "another-service")));
        ShouldBeRefused(await MeAsync(Issuer.Sign(claims, audience: "engify")));
        ShouldBeRefused(await MeAsync(Issuer.Sign(claims, issuer: "https://somebody.test")));
        ShouldBeRefused(await MeAsync(Issuer.Sign(claims, issuer: "engify")));
    }

    [Fact]
    public async Task A_token_without_a_signature_or_with_a_secret_one_is_not_accepted()
    {
        var claims = await ClaimsAsync();
        var payload = Issuer.Sign(claims).Split('.')[1];
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        var publicKey = Issuer.Rsa.Rsa.ExportSubjectPublicKeyInfo();
        var secret = new SymmetricSecurityKey(publicKey) { KeyId = Issuer.Rsa.KeyId };

        ShouldBeRefused(await MeAsync($"{none}.{payload}."));
        ShouldBeRefused(await MeAsync($"{none}.{payload}"));
        ShouldBeRefused(await MeAsync(
            Issuer.Sign(claims, new SigningCredentials(secret, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public async Task A_token_signed_with_a_key_that_is_not_published_is_not_accepted()
    {
        await using var stranger = await TestIssuer.StartAsync(engify.Clock);
        var claims = await ClaimsAsync();
        var posing = new RsaSecurityKey(stranger.Rsa.Rsa) { KeyId = Issuer.Rsa.KeyId };

        ShouldBeRefused(await MeAsync(stranger.Sign(claims)));
        ShouldBeRefused(await MeAsync(stranger.Sign(claims, issuer: Issuer.Address)));
        ShouldBeRefused(await MeAsync(
            Issuer.Sign(claims, new SigningCredentials(posing, SecurityAlgorithms.RsaSha256))));
    }

    [Fact]
    public async Task A_token_expires_half_a_minute_late_at_the_most()
    {
        var claims = await ClaimsAsync();

        (await MeAsync(Issuer.Sign(claims, lifetime: TimeSpan.FromSeconds(-29)))).ShouldBeOk();
        (await MeAsync(Issuer.Sign(claims, lifetime: TimeSpan.FromSeconds(-30)))).ShouldBeProblem(401, "token_expired");
        ShouldBeRefused(await MeAsync(Issuer.Sign(NotBefore(claims, TimeSpan.FromSeconds(31)))));
        (await MeAsync(Issuer.Sign(NotBefore(claims, TimeSpan.FromSeconds(29))))).ShouldBeOk();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.")]
    [InlineData("e30.eyJpc3MiOjV9.e30")]
    [InlineData("e30.eyJpc3MiOlsiYSJdfQ.e30")]
    [InlineData("e30.eyJpc3MiOiJcdUQ4M0UifQ.e30")]
    [InlineData("eyJraWQiOiJcdUQ4M0UifQ.e30.e30")]
    [InlineData("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AA.AA.AA.AA")]
    public async Task Invalid_tokens_are_not_accepted(string token) => ShouldBeRefused(await MeAsync(token));

    [Fact]
    public async Task A_token_without_a_subject_or_with_an_endless_one_is_not_accepted()
    {
        var account = await engify.AddStudentAccountAsync();
        var claims = WithEmail(new string('x', 256), account);

        ShouldBeRefused(await MeAsync(Issuer.Sign(claims)));
        claims.Remove("sub");
        ShouldBeRefused(await MeAsync(Issuer.Sign(claims)));
    }

    [Fact]
    public async Task A_subject_or_an_email_that_cannot_be_stored_is_nobodys()
    {
        var account = await engify.AddStudentAccountAsync();

        ShouldBeRefused(await MeAsync(Issuer.Sign(WithEmail($"{NewSubject()}\0", account))));
        ShouldBeRefused(await MeAsync(Issuer.Sign(
            With(NewSubject(), ("email", $"{account.Email}\0"), ("email_verified", true)))));
    }

    /// <summary>JSON may hold half a surrogate pair, and a character that cannot be normalised.</summary>
    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("email")]
    [InlineData("email_verified")]
    [InlineData("name")]
    public async Task A_token_with_invalid_text_belongs_to_nobody(string claim)
    {
        foreach (var escaped in new[] { "\\uD83E", "\\uDD12", "\\uFFFE", "\\u0000" })
        {
            var claims = new Dictionary<string, string>
            {
                ["iss"] = Issuer.Address,
                ["aud"] = TestIssuer.Audience,
                ["sub"] = NewSubject(),
                ["email"] = AccountSteps.NewEmail(),
                ["email_verified"] = "true",
                ["name"] = "Sam",
            };
            claims[claim] += escaped;
            var members = claims.Select(member => $"\"{member.Key}\":\"{member.Value}\"");
            var expires = (engify.Clock.GetUtcNow() + TimeSpan.FromMinutes(5)).ToUnixTimeSeconds();

            ShouldBeRefused(await MeAsync(Issuer.Sign($$"""{"exp":{{expires}},{{string.Join(',', members)}}}""")));
        }
    }

    [Fact]
    public async Task Keys_that_the_issuer_changes_are_picked_up_and_the_old_ones_count_no_longer()
    {
        await using var issuer = await TestIssuer.StartAsync(engify.Clock);
        await using var host = await engify.StartHostAsync(issuer.Settings);
        var api = new ApiClient(host);
        var claims = await ClaimsAsync();
        var old = issuer.Sign(claims);
        (await api.GetCurrentUserAsync(old)).ShouldBeOk();

        issuer.Rotate();

        (await api.GetCurrentUserAsync(issuer.Sign(claims))).ShouldBeOk();
        ShouldBeRefused(await api.GetCurrentUserAsync(old));
    }

    [Fact]
    public async Task Claims_that_are_called_like_ours_gain_nothing()
    {
        var account = await engify.AddStudentAccountAsync();
        var another = await engify.School.AddStudentAsync();
        var ta = await engify.School.AddTaAsync();
        var claims = WithEmail(NewSubject(), account);
        claims["role"] = "admin";
        claims["student_id"] = another.Id.ToString();
        claims["ta_id"] = ta.Id.ToString();
        var token = Issuer.Sign(claims);

        (await GetAsync($"/bookings/students/{account.StudentId}", token)).ShouldBeOk();
        (await GetAsync($"/bookings/students/{another.Id}", token)).ShouldBeProblem(403, "forbidden");
        (await GetAsync($"/bookings/tas/{ta.Id}", token)).ShouldBeProblem(403, "forbidden");
        Assert.Equal((account.Id, "student"), await WhoAsync(engify.Trusting, token));
    }

    [Fact]
    public async Task Without_a_claim_for_it_the_role_is_the_accounts()
    {
        var ta = await engify.AddTaAccountAsync();
        var admin = await engify.AddAdminAccountAsync();

        var token = Issuer.Sign(WithEmail(NewSubject(), ta));
        Assert.Equal((ta.Id, "ta"), await WhoAsync(engify.Trusting, token));
        (await GetAsync($"/bookings/tas/{ta.TaId}", token)).ShouldBeOk();

        token = Issuer.Sign(WithEmail(NewSubject(), admin));
        Assert.Equal((admin.Id, "admin"), await WhoAsync(engify.Trusting, token));
        (await GetAsync($"/bookings/tas/{ta.TaId}", token)).ShouldBeOk();
    }

    [Fact]
    public async Task The_role_that_a_claim_says_counts_if_the_account_can_have_it()
    {
        await using var host = await engify.StartHostAsync([.. Issuer.Settings, ("Auth:RoleClaim", "roles")]);
        var api = new ApiClient(host);
        var student = await engify.AddStudentAccountAsync();
        var ta = await engify.AddTaAccountAsync();
        var admin = await engify.AddAdminAccountAsync();

        Assert.Equal("student", await RoleAsync(student, "student"));
        Assert.Equal("student", await RoleAsync(student, "Student"));
        Assert.Equal("student", await RoleAsync(student, "visitor", "ta", "STUDENT"));
        Assert.Equal("admin", await RoleAsync(student, "student", "Admin"));
        Assert.Equal("ta", await RoleAsync(ta, "student", "ta"));
        Assert.Equal("admin", await RoleAsync(admin, "admin"));

        Assert.Null(await RoleAsync(student, "ta"));
        Assert.Null(await RoleAsync(ta, "student"));
        Assert.Null(await RoleAsync(admin, "student", "ta"));
        Assert.Null(await RoleAsync(admin, "administrator"));
        Assert.Null(await RoleAsync(admin, "2"));
        Assert.Null(await RoleAsync(admin, "student,admin"));
        Assert.Null(await RoleAsync(admin));

        async Task<string?> RoleAsync(Account account, params string[] roles)
        {
            var claims = WithEmail(NewSubject(), account);
            claims["role"] = "admin";
            if (roles.Length > 0)
                claims["roles"] = roles is [var only] ? only : roles;
            var token = Issuer.Sign(claims);

            (await api.GetAsync("/courses", As.Anonymous, ("Authorization", $"Bearer {token}"))).ShouldBeOk();
            var answer = await api.GetCurrentUserAsync(token);
            if (answer.Status == 200)
                return answer["role"].GetString();

            answer.ShouldBeProblem(403, "forbidden");
            return null;
        }
    }

    [Fact]
    public async Task Our_own_tokens_go_on_working()
    {
        var session = await engify.Trusting.RegisterAsync(AccountSteps.NewEmail());

        Assert.Equal(
            (session["user"].GetProperty("id").GetGuid(), "student"),
            await WhoAsync(engify.Trusting, session.AccessToken()!));
        (await engify.Trusting.GetAsync("/auth/me", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task When_the_issuer_cannot_be_reached_only_its_own_tokens_wait()
    {
        var silent = await TestIssuer.StartAsync(engify.Clock);
        var settings = silent.Settings;
        var token = silent.Sign(await ClaimsAsync());
        await silent.DisposeAsync();
        await using var host = await engify.StartHostAsync(settings);
        var api = new ApiClient(host);
        var before = engify.Log.Entries.Count;

        var answer = (await api.GetCurrentUserAsync(token)).ShouldBeProblem(503, "issuer_unavailable");

        Assert.Equal("2", answer.Headers["Retry-After"]);
        Assert.Equal("\"general\";r=11999;t=60", answer.Headers["RateLimit"]);
        Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        var entry = Assert.Single(engify.Log.Entries.Skip(before), entry => entry.Level >= LogLevel.Warning
            && entry.Category.StartsWith("Engify", StringComparison.Ordinal));
        Assert.StartsWith("The outside issuer is not available", entry.Message, StringComparison.Ordinal);
        var ta = await engify.School.AddTaAsync();
        (await api.GetAsync($"/bookings/tas/{ta.Id}")).ShouldBeOk();
        (await api.GetAsync("/courses", As.Anonymous)).ShouldBeOk();
    }

    [Fact]
    public async Task When_the_issuer_cannot_be_reached_its_tokens_count_for_the_address()
    {
        var silent = await TestIssuer.StartAsync(engify.Clock);
        var settings = silent.Settings;
        var token = silent.Sign(await ClaimsAsync());
        await silent.DisposeAsync();
        await using var host = await engify.StartHostAsync([.. settings, ("RateLimits:General:PermitLimit", "1")]);
        var api = new ApiClient(host);

        (await api.GetCurrentUserAsync(token)).ShouldBeProblem(503, "issuer_unavailable");

        var refused = (await api.GetCurrentUserAsync(token)).ShouldBeProblem(429, "rate_limited");
        Assert.Equal("60", refused.Headers["Retry-After"]);
        (await api.GetAsync("/health/live", As.Anonymous, ("Authorization", $"Bearer {token}")))
            .ShouldBeProblem(503, "issuer_unavailable");
    }

    [Fact]
    public async Task An_issuer_that_nobody_named_is_not_trusted()
    {
        var token = Issuer.Sign(await ClaimsAsync());

        (await MeAsync(token)).ShouldBeOk();
        ShouldBeRefused(await engify.Api.GetCurrentUserAsync(token));
    }

    private Task<Answer> MeAsync(string token) => engify.Trusting.GetCurrentUserAsync(token);

    private Task<Answer> GetAsync(string path, string token) =>
        engify.Trusting.GetAsync(path, As.Anonymous, ("Authorization", $"Bearer {token}"));

    private static async Task<(Guid, string?)> WhoAsync(ApiClient api, string token)
    {
        var user = (await api.GetCurrentUserAsync(token)).ShouldBeOk();
        return (user.Id, user["role"].GetString());
    }

    private static void ShouldBeRefused(Answer answer)
    {
        answer.ShouldBeProblem(401, "unauthenticated");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
    }

    /// <summary>Lets what the service remembers of accounts pass.</summary>
    private void Forget() => engify.Clock.Advance(TimeSpan.FromMinutes(1));

    private static string NewSubject() => $"{Guid.NewGuid()}";

    private async Task<Dictionary<string, object>> ClaimsAsync() =>
        WithEmail(NewSubject(), await engify.AddStudentAccountAsync());

    private static Dictionary<string, object> WithEmail(string subject, Account account) =>
        With(subject, ("email", account.Email!), ("email_verified", true));

    private static Dictionary<string, object> With(string subject, params (string Name, object Value)[] claims) =>
        claims.Append(("sub", subject)).ToDictionary(claim => claim.Item1, claim => claim.Item2);

    private Dictionary<string, object> NotBefore(Dictionary<string, object> claims, TimeSpan later) =>
        new(claims) { ["nbf"] = (engify.Clock.GetUtcNow() + later).ToUnixTimeSeconds() };
}
