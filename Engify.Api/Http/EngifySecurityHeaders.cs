using Engify.Api.OpenApi;
using Engify.Features.Accounts;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NetEscapades.AspNetCore.SecurityHeaders.Headers.ContentSecurityPolicy;

namespace Engify.Api.Http;

/// <summary>
/// Lets browsers use an answer only for its purpose (OWASP REST Security Cheat Sheet). Writes all headers when the
/// answer starts, so that failures have them too.
/// </summary>
internal static class EngifySecurityHeaders
{
    private const string ApiPage = "API page";
    private const string WebApp = "web app";
    private static readonly TimeSpan StrictTransportMaxAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddEngifySecurityHeaders(this IServiceCollection services) =>
        services.AddSecurityHeaderPolicies((policies, provider) =>
        {
            var https = provider.GetRequiredService<IOptions<HttpsOptions>>().Value;
            var issuer = provider.GetRequiredService<IOptions<OutsideIssuerOptions>>().Value.Authority;
            policies
                .SetDefaultPolicy(headers => headers.AddForAll(https).AddContentSecurityPolicy(content =>
                {
                    content.AddDefaultSrc().None();
                    content.AddFrameAncestors().None();
                }))
                .AddPolicy(ApiPage, headers => headers.AddForAll(https).AddContentSecurityPolicy(content =>
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
                .AddPolicy(WebApp, headers => headers.AddForAll(https).AddContentSecurityPolicy(content =>
                {
                    content.AddDefaultSrc().None();
                    content.AddFrameAncestors().None();
                    content.AddBaseUri().None();
                    content.AddFormAction().Self();
                    content.AddConnectSrc().Self().FromIssuer(issuer);
                    content.AddImgSrc().Self();
                    content.AddFontSrc().Self();
                    content.AddManifestSrc().Self();
                    content.AddScriptSrc().Self();
                    content.AddStyleSrc().Self();
                }))
                .SetPolicySelector(asked =>
                    EngifyOpenApi.IsPageAskedBy(asked.HttpContext) ? asked.ConfiguredPolicies[ApiPage]
                    : EngifyWebApp.IsAskedBy(asked.HttpContext) ? asked.ConfiguredPolicies[WebApp]
                    : asked.DefaultPolicy);
        });

    /// <summary>People sign in to the app at the outside issuer, which then gives it their tokens.</summary>
    private static void FromIssuer(this ConnectSourceDirectiveBuilder connect, string? issuer)
    {
        if (!string.IsNullOrEmpty(issuer))
            connect.From(new Uri(issuer).GetLeftPart(UriPartial.Authority));
    }

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
