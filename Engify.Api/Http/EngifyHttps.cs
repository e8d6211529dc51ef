using Engify.Api.Operate;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;

namespace Engify.Api.Http;

/// <summary>Redirects HTTP to HTTPS; outside Development, unless <c>Https:Required</c> says otherwise.</summary>
internal static class EngifyHttps
{
    public static IServiceCollection AddEngifyHttps(this IServiceCollection services)
    {
        services.AddSettings<HttpsOptions>(
            HttpsOptions.Section, (https, environment) => https.Required = !environment.IsDevelopment());
        services.AddOptions<HttpsRedirectionOptions>().Configure<IOptions<HttpsOptions>>((redirection, https) =>
        {
            redirection.HttpsPort = https.Value.Port;
            // Unlike 301 and 302, this keeps the method and the body (RFC 9110, section 15.4.9).
            redirection.RedirectStatusCode = StatusCodes.Status308PermanentRedirect;
        });
        return services;
    }

    public static void UseEngifyHttps(this WebApplication app)
    {
        // Monitoring calls the health endpoints from inside the network, where there is no TLS.
        if (app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value.Required)
            app.UseWhen(request => !EngifyHealth.IsAskedBy(request), clients => clients.UseHttpsRedirection());
    }
}
