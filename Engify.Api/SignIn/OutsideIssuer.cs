using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Engify.Api.SignIn;

/// <summary>Accepts tokens of the outside issuer beside our own.</summary>
internal static class OutsideIssuer
{
    /// <summary>The scheme that verifies the outside issuer's tokens.</summary>
    public const string Scheme = nameof(OutsideIssuer);

    private const string ByIssuer = nameof(ByIssuer);
    private const string Bearer = "Bearer ";

    private static readonly JsonWebTokenHandler Handler = new();

    public static void AddOutsideIssuer(this AuthenticationBuilder authentication)
    {
        authentication.AddJwtBearer(Scheme, _ => { });
        authentication.Services.ConfigureOptions<OutsideTokens>().AddScoped<OutsideTokenEvents>();
        authentication.AddPolicyScheme(ByIssuer, displayName: null, options => options.ForwardDefaultSelector = Choose);
        authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = ByIssuer);
    }

    /// <summary>Picks the scheme by the issuer that the token claims; the scheme verifies the claim.</summary>
    private static string Choose(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return JwtBearerDefaults.AuthenticationScheme;

        var issuer = IssuerOf(authorization[Bearer.Length..].Trim());
        var own = http.RequestServices.GetRequiredService<IOptions<TokenIssuerOptions>>().Value.Issuer;
        return issuer is null || issuer == own
            ? JwtBearerDefaults.AuthenticationScheme
            : Scheme;
    }

    private static string? IssuerOf(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            return null; // not a token at all; our own scheme reports that
        }
    }
}
