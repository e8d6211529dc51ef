using Engify.Features.Pipeline;
using Microsoft.AspNetCore.Authentication;

namespace Engify.Api.Authentication;

/// <summary>Who may come in.</summary>
internal static class EngifyAuthentication
{
    public static IServiceCollection AddEngifyAuthentication(
        this IServiceCollection services, IHostEnvironment environment)
    {
        const string scheme = "Bearer";
        var authentication = services.AddAuthentication(scheme);
        if (environment.IsDevelopment())
            authentication.AddScheme<AuthenticationSchemeOptions, DevelopmentHeaderHandler>(scheme, null);
        else
            authentication.AddScheme<AuthenticationSchemeOptions, ClosedDoorHandler>(scheme, null);

        services.AddAuthorizationBuilder().AddEngifyPolicies();
        return services;
    }
}
