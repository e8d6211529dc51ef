using Engify.Api.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Http;

/// <summary>
/// Lets browsers use an answer only for its purpose (OWASP REST Security Cheat Sheet). Writes all headers when the
/// answer starts, so that failures have them too.
/// </summary>
internal static class EngifySecurityHeaders
{
    private const string Page = "page";
    private static readonly TimeSpan StrictTransportMaxAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddEngifySecurityHeaders(this IServiceCollection services) =>
        services.AddSecurityHeaderPolicies((policies, provider) =>
        {
            var https = provider.GetRequiredService<IOptions<HttpsOptions>>().Value;
            policies
                .SetDefaultPolicy(headers => headers.AddForAll(https).AddContentSecurityPolicy(content =>
                {
                    content.AddDefaultSrc().None();
                    content.AddFrameAncestors().None();
                }))
                .AddPolicy(Page, headers => headers.AddForAll(https).AddContentSecurityPolicy(content =>
                {
                    content.AddDefaultSrc().None();
                    content.AddFrameAncestors().None();
                    content.AddBaseUri().None();
                    content.AddFormAction().None();
                    content.AddConnectSrc().Self();
                    content.AddImgSrc().Self().Data();
                    // The page has an inline script and inline styles.
                    content.AddScriptSrc().Self().UnsafeInline();
                    content.AddStyleSrc().Self().UnsafeInline();
                }))
                .SetPolicySelector(asked => EngifyOpenApi.IsPageAskedBy(asked.HttpContext)
                    ? asked.ConfiguredPolicies[Page]
                    : asked.DefaultPolicy);
        });

    public static void UseEngifySecurityHeaders(this IApplicationBuilder app) => app
        .Use(ForbidStoring)
        .UseSecurityHeaders();

    private static HeaderPolicyCollection AddForAll(this HeaderPolicyCollection headers, HttpsOptions https)
    {
        headers.AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyNoReferrer()
            .AddPermissionsPolicyWithDefaultSecureDirectives()
            // Pages of other origins read answers through CORS, which this does not affect; they have no need to embed
            // them.
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin());
        return https.Required
            ? headers.AddStrictTransportSecurityMaxAge((int)StrictTransportMaxAge.TotalSeconds)
            : headers;
    }

    /// <summary>An answer that does not say that it may be cached may not be (RFC 9111, section 5.2.2.5).</summary>
    private static Task ForbidStoring(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.CacheControl.Count == 0)
                context.Response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
