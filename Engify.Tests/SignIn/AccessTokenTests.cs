using System.Security.Cryptography;
using System.Text;
using Engify.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Tests.SignIn;

public sealed class AccessTokenTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    [Fact]
    public async Task A_token_is_signed_with_ES256_by_a_published_key_and_tells_no_more_than_it_must()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var token = new JsonWebToken(session.AccessToken());

        Assert.Equal(("ES256", "JWT"), (token.Alg, token.Typ));
        Assert.Equal("engify", token.Issuer);
        Assert.Equal(["engify"], token.Audiences);
        Assert.Equal(engify.Clock.GetUtcNow().UtcDateTime.AddMinutes(15), token.ValidTo, TimeSpan.FromSeconds(1));
        Assert.Equal(
            ["aud", "exp", "iat", "iss", "jti", "role", "sid", "student_id", "sub"],
            token.Claims.Select(claim => claim.Type).Order(StringComparer.Ordinal));

        var published = (await engify.Api.GetAsync("/.well-known/jwks.json", As.Anonymous)).ShouldBeOk();
        Assert.DoesNotContain("\"d\"", published.Text, StringComparison.Ordinal);
        var key = Assert.Single(new JsonWebKeySet(published.Text).GetSigningKeys());
        Assert.Equal(token.Kid, key.KeyId);
        Assert.True((await Handler.ValidateTokenAsync(session.AccessToken(), new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidIssuer = "engify",
            ValidAudience = "engify",
            ValidateLifetime = false,
        })).IsValid);
    }

    [Fact]
    public async Task A_token_is_good_for_15_minutes()
    {
        var token = (await engify.Api.RegisterAsync(AccountSteps.NewEmail())).AccessToken();
        engify.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        (await engify.Api.GetCurrentUserAsync(token)).ShouldBeOk();

        engify.Clock.Advance(TimeSpan.FromSeconds(1));

        var answer = (await engify.Api.GetCurrentUserAsync(token)).ShouldBeProblem(401, "token_expired");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task An_expired_token_is_reported_even_on_a_route_that_does_not_need_one()
    {
        var course = await engify.School.AddCourseAsync();
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var path = $"/courses/{course.Id}/support-options";
        var named = $"{path}?studentId={session["user"].GetProperty("studentId").GetGuid()}";
        var bearer = ("Authorization", $"Bearer {session.AccessToken()}");
        (await engify.Api.GetAsync(named, As.Anonymous, bearer)).ShouldBeOk();

        engify.Clock.Advance(TimeSpan.FromMinutes(15));

        var answer = (await engify.Api.GetAsync(named, As.Anonymous, bearer)).ShouldBeProblem(401, "token_expired");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        (await engify.Api.GetAsync(path, As.Anonymous, bearer)).ShouldBeOk();
    }

    [Fact]
    public async Task The_forged_tokens_would_be_accepted_with_our_signature() =>
        (await TryAsync(await ForgeAsync())).ShouldBeOk();

    [Fact]
    public async Task A_token_without_a_signature_is_not_accepted()
    {
        var payload = (await ForgeAsync()).Split('.')[1];
        foreach (var alg in (string[])["none", "None", "nOnE"])
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{alg}}","typ":"JWT"}""");

            ShouldBeRefused(await TryAsync($"{header}.{payload}."));
            ShouldBeRefused(await TryAsync($"{header}.{payload}"));
        }
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_not_accepted()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = (await SignerAsync()).KeyId;

        ShouldBeRefused(await TryAsync(await ForgeAsync(Sign(new ECDsaSecurityKey(ecdsa) { KeyId = kid }))));
        ShouldBeRefused(await TryAsync(await ForgeAsync(Sign(new ECDsaSecurityKey(ecdsa) { KeyId = "another" }))));
        ShouldBeRefused(await TryAsync(await ForgeAsync(Sign(new ECDsaSecurityKey(ecdsa)))));
    }

    [Fact]
    public async Task The_public_key_is_no_secret_to_sign_with()
    {
        var signer = await SignerAsync();
        var secret = new SymmetricSecurityKey(signer.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = signer.KeyId };

        ShouldBeRefused(await TryAsync(
            await ForgeAsync(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256))));
    }

    [Theory]
    [InlineData("someone-else", "engify")]
    [InlineData("engify", "another-service")]
    public async Task A_token_of_another_issuer_or_for_another_audience_is_not_accepted(
        string issuer, string audience) =>
        ShouldBeRefused(await TryAsync(await ForgeAsync(issuer: issuer, audience: audience)));

    [Fact]
    public async Task A_token_that_never_expires_is_not_accepted() =>
        ShouldBeRefused(await TryAsync(await ForgeAsync(expires: false)));

    [Fact]
    public async Task A_signature_of_ours_counts_with_our_algorithm_on_our_type_of_token_only()
    {
        var payload = (await ForgeAsync()).Split('.')[1];
        var signer = await SignerAsync();

        Answer[] answers =
        [
            await TryAsync(Sign("ES256", "JWT", HashAlgorithmName.SHA256)),
            await TryAsync(Sign("ES384", "JWT", HashAlgorithmName.SHA384)),
            await TryAsync(Sign("ES512", "JWT", HashAlgorithmName.SHA512)),
            await TryAsync(Sign("ES256", "at+jwt", HashAlgorithmName.SHA256)),
            await TryAsync(Sign("ES256", "dpop+jwt", HashAlgorithmName.SHA256)),
        ];

        answers[0].ShouldBeOk();
        Assert.All(answers[1..], ShouldBeRefused);

        string Sign(string algorithm, string type, HashAlgorithmName hash)
        {
            var header = Base64UrlEncoder.Encode(
                $$"""{"alg":"{{algorithm}}","typ":"{{type}}","kid":"{{signer.KeyId}}"}""");
            var signature = signer.ECDsa.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), hash);
            return $"{header}.{payload}.{Base64UrlEncoder.Encode(signature)}";
        }
    }

    [Fact]
    public async Task A_token_whose_content_was_changed_is_not_accepted()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var parts = session.AccessToken()!.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"student\"", "\"admin\"", StringComparison.Ordinal);

        ShouldBeRefused(await TryAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}"));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ....")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("X-Engify-Caller admin")]
    public async Task Invalid_tokens_are_not_accepted(string authorization) => ShouldBeRefused(
        await engify.Api.GetAsync($"/bookings/{Guid.NewGuid()}", As.Anonymous, ("Authorization", authorization)));

    [Fact]
    public async Task A_refresh_token_is_no_access_token()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        (await engify.Api.GetCurrentUserAsync(session.RefreshToken())).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_token_in_the_address_is_not_accepted() => (await engify.Api.GetAsync(
        $"/bookings/{Guid.NewGuid()}?access_token={await ForgeAsync()}", As.Anonymous))
            .ShouldBeProblem(401, "unauthenticated");

    [Theory]
    [InlineData("boss")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("admin,student")]
    public async Task A_role_that_there_is_not_may_do_nothing(string role) =>
        (await TryAsync(await ForgeAsync(role: role))).ShouldBeProblem(403, "forbidden");

    /// <summary>Asks, as the administrator that the token says, for a booking that does not exist.</summary>
    private async Task<Answer> TryAsync(string token)
    {
        var answer = await engify.Api.GetAsync(
            $"/bookings/{Guid.NewGuid()}", As.Anonymous, ("Authorization", $"Bearer {token}"));
        return answer is { Status: 404 } ? answer with { Status = 200 } : answer;
    }

    private static void ShouldBeRefused(Answer answer)
    {
        answer.ShouldBeProblem(401, "unauthenticated");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
    }

    private async Task<string> ForgeAsync(
        SigningCredentials? credentials = null, string issuer = "engify", string audience = "engify",
        bool expires = true,
        string role = "admin") => Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = expires ? engify.Clock.GetUtcNow().UtcDateTime.AddMinutes(5) : null,
            Claims = new Dictionary<string, object> { ["sub"] = As.AdminAccount.ToString(), ["role"] = role },
            SigningCredentials = credentials ?? Sign(await SignerAsync()),
        });

    private static SigningCredentials Sign(ECDsaSecurityKey key) => new(key, SecurityAlgorithms.EcdsaSha256);

    private async Task<ECDsaSecurityKey> SignerAsync() =>
        (await engify.Host.Services.GetRequiredService<SigningKeys>().GetAsync(CancellationToken.None)).Signer;
}
