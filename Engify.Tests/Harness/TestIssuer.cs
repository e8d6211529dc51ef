using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Tests.Harness;

/// <summary>
/// An OpenID Connect issuer such as a university has: it tells its keys over HTTP and signs what a test likes.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "engify-api";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly TimeProvider clock;
    private readonly WebApplication server;

    private TestIssuer(TimeProvider clock)
    {
        this.clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapGet(
            "/.well-known/openid-configuration", () => new { issuer = Address, jwks_uri = $"{Address}/keys" });
        server.MapGet("/keys", () => new { keys = new[] { Publish(Rsa), Publish(Ecdsa) } });
        Rotate();
    }

    public string Address => server.Urls.Single();

    /// <summary>The settings by which Engify accepts its tokens.</summary>
    public (string, string?)[] Settings => [("Auth:Authority", Address), ("Auth:Audience", Audience)];

    public RsaSecurityKey Rsa { get; private set; } = null!;

    public ECDsaSecurityKey Ecdsa { get; private set; } = null!;

    public static async Task<TestIssuer> StartAsync(TimeProvider clock)
    {
        var issuer = new TestIssuer(clock);
        await issuer.server.StartAsync();
        return issuer;
    }

    /// <summary>Withdraws the keys and publishes others.</summary>
    public void Rotate()
    {
        Rsa = new RsaSecurityKey(RSA.Create(2048)) { KeyId = $"{Guid.NewGuid()}" };
        Ecdsa = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = $"{Guid.NewGuid()}" };
    }

    /// <summary>A token that is good for five minutes, but for what the test says.</summary>
    public string Sign(
        Dictionary<string, object> claims, SigningCredentials? credentials = null, string? issuer = null,
        string audience = Audience, TimeSpan? lifetime = null) => Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            Expires = clock.GetUtcNow().UtcDateTime + (lifetime ?? TimeSpan.FromMinutes(5)),
            Claims = claims,
            SigningCredentials = credentials ?? new SigningCredentials(Rsa, SecurityAlgorithms.RsaSha256),
        });

    /// <summary>A token with exactly this payload.</summary>
    public string Sign(string payload) =>
        Handler.CreateToken(payload, new SigningCredentials(Rsa, SecurityAlgorithms.RsaSha256));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Dictionary<string, string?> Publish(SecurityKey key)
    {
        var published = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        return new Dictionary<string, string?>
        {
            ["kty"] = published.Kty,
            ["kid"] = published.Kid,
            ["n"] = published.N,
            ["e"] = published.E,
            ["crv"] = published.Crv,
            ["x"] = published.X,
            ["y"] = published.Y,
        };
    }
}
