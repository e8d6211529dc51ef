using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Api.SignIn;

/// <summary>How a token of the outside issuer is verified (RFC 8725).</summary>
internal sealed class OutsideTokens(TimeProvider clock, IOptions<OutsideIssuerOptions> issuer)
    : IConfigureNamedOptions<JwtBearerOptions>, IPostConfigureOptions<JwtBearerOptions>
{
    /// <summary>How far the issuer's clock may differ from ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The shortest time between two fetches of the issuer's keys because of a token with an unknown key.
    /// </summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != OutsideIssuer.Scheme)
            return;

        options.MapInboundClaims = false;
        options.Authority = issuer.Value.Authority;
        options.RequireHttpsMetadata = issuer.Value.RequireHttpsMetadata;
        options.RefreshInterval = RefreshInterval;
        options.BackchannelTimeout = OutsideTokenEvents.Patience;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = issuer.Value.Audience,
            // Asymmetric algorithms only, because the keys are public.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
                SecurityAlgorithms.RsaSsaPssSha512,
                SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ],
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        };
        options.EventsType = typeof(OutsideTokenEvents);
    }

    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        // A key that the issuer has withdrawn is no longer valid.
        if (name == OutsideIssuer.Scheme && options.ConfigurationManager is BaseConfigurationManager keys)
            keys.UseLastKnownGoodConfiguration = false;
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (expires is null || notBefore > now + ClockSkew)
            return false;
        return expires > now - ClockSkew ? true : throw new SecurityTokenExpiredException();
    }
}
