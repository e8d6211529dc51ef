using Engify.Features.Pipeline;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Engify.Api.Authentication;

/// <summary>Who may come in: whoever bears an access token that we signed (RFC 6750).</summary>
internal static class EngifyAuthentication
{
    public static IServiceCollection AddEngifyAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.ConfigureOptions<OwnTokens>();
        services.AddAuthorizationBuilder().AddEngifyPolicies();
        return services;
    }
}
