using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Http;

/// <summary>Lets the configured web pages use the service, without cookies: a token identifies the caller.</summary>
internal static class EngifyCors
{
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddEngifyCors(this IServiceCollection services)
    {
        services.AddSettings<CrossOriginOptions>(CrossOriginOptions.Section)
            .Validate(
                cors => cors.AreOriginsValid(),
                "Cors:Origins must be origins such as https://app.example.edu between commas, without a path.");
        services.AddCors().AddOptions<CorsOptions>()
            .Configure<IOptions<CrossOriginOptions>>((cors, options) => cors.AddDefaultPolicy(policy => policy
                .WithOrigins(options.Value.GetOrigins())
                .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
                .WithHeaders(
                    "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "traceparent",
                    "tracestate", "baggage")
                .WithExposedHeaders(
                    "ETag", "Location", "Link", "Idempotency-Replayed", "Retry-After", "RateLimit", "RateLimit-Policy",
                    "WWW-Authenticate")
                .SetPreflightMaxAge(PreflightMaxAge)));
        return services;
    }

    /// <summary>Runs before anything that may refuse a request, so that the page can read the reason.</summary>
    public static void UseEngifyCors(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<CrossOriginOptions>>().Value.GetOrigins().Length == 0)
            return;

        app.Use(VaryByOrigin);
        app.UseCors();
    }

    // The framework sends this only to a web page, but a cache may keep an answer that it got without one.
    private static Task VaryByOrigin(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.Origin))
                headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
