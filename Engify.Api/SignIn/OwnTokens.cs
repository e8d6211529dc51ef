using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Api.SignIn;

/// <summary>How a token that Engify issued is verified.</summary>
internal sealed class OwnTokens(SigningKeys keys, TimeProvider clock, IOptions<TokenIssuerOptions> issuer)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != JwtBearerDefaults.AuthenticationScheme)
            return;

        options.MapInboundClaims = false;
        options.ConfigurationManager = new OwnKeys(keys);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Value.Issuer,
            ValidAudience = issuer.Value.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["JWT"],
            RequireSignedTokens = true,
            // No leeway: the clock that set the expiry is the one that checks it.
            LifetimeValidator = (_, expires, _, _) => expires is not null
                && (expires > clock.GetUtcNow().UtcDateTime ? true : throw new SecurityTokenExpiredException()),
            NameClaimType = Caller.AccountIdClaim,
            RoleClaimType = Caller.RoleClaim,
        };
        options.EventsType = typeof(OwnTokenEvents);
    }
}
