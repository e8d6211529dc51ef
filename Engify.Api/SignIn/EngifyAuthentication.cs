using Engify.Features.Accounts;
using Engify.Features.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engify.Api.SignIn;

/// <summary>
/// Authenticates callers with an access token (RFC 6750), signed by us or by an outside issuer that we were told to
/// trust.
/// </summary>
internal static class EngifyAuthentication
{
    public static IServiceCollection AddEngifyAuthentication(
        this IServiceCollection services, IConfiguration configuration)
    {
        var outsideIssuer = configuration.GetSection(OutsideIssuerOptions.Section);
        services.AddSettings<OutsideIssuerOptions>(
                OutsideIssuerOptions.Section,
                (issuer, environment) => issuer.RequireHttpsMetadata = !environment.IsDevelopment())
            .Validate(
                issuer => issuer.IsWholeOrAbsent(), "Auth: Authority and Audience go together; one of them is missing.")
            .Validate(
                issuer => issuer.IsAuthorityUsable(),
                "Auth: Authority must be an https address, or an http one with RequireHttpsMetadata set to false.");

        var authentication = services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.ConfigureOptions<OwnTokens>().AddSingleton<OwnTokenEvents>();
        if (outsideIssuer[nameof(OutsideIssuerOptions.Authority)] is { Length: > 0 })
            authentication.AddOutsideIssuer();

        services.AddAuthorizationBuilder().AddEngifyPolicies();
        return services;
    }
}
