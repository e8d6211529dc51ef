using Engify.Api.Http.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engify.Tests.Harness;

/// <summary>
/// Holds every answer of a service against its OpenAPI document, before it leaves. In place of one that breaks it, who
/// asked gets <see cref="BrokenContractException.Status"/> and what is wrong, so that no test goes on with it.
/// </summary>
public sealed class ContractWatch : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(WatchAsync);
        next(app);
    };

    private static async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        // A test may bring an endpoint of its own, which the document cannot know.
        if (context.GetEndpoint() is not null)
        {
            await next(context);
            return;
        }

        // The pipeline changes it on the way.
        var (method, path) = (context.Request.Method, PathOf(context));
        using var held = HeldAnswer.Hold(context);
        await next(context);
        if (context.RequestAborted.IsCancellationRequested)
            return; // Nobody gets this answer.

        var answer = await held.CompleteAsync();
        if (!IsAboutTheWay(context.Request, answer))
        {
            var contract = await Contract.ReadAsync(context.RequestServices);
            var breaches = contract.Breaches(method, path, answer, IsLimited(context)).ToList();
            if (breaches.Count > 0)
            {
                var asked = $"{method} {path}{context.Request.QueryString}";
                held.Replace(
                    BrokenContractException.Status,
                    $"{asked} was answered with {answer.Status}, against the document: {string.Join("; ", breaches)}\n"
                    + answer.Text);
            }
        }

        await held.ReleaseAsync();
    }

    /// <summary>The path as routes are found by it, or <c>*</c> where the whole server is asked about.</summary>
    private static string PathOf(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is "*" and var server
            ? server
            : context.Request.Path.Value ?? "";

    private static bool IsLimited(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value.Enabled;

    /// <summary>Whether the answer is HTTP's own, on how to ask: from another page (CORS), or by HTTPS.</summary>
    private static bool IsAboutTheWay(HttpRequest request, Answer answer) => answer switch
    {
        { Status: StatusCodes.Status204NoContent, Text: "" } =>
            HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod.Count > 0,
        { Status: StatusCodes.Status308PermanentRedirect, Text: "" } =>
            !request.IsHttps && answer.Headers["Location"].StartsWith("https://", StringComparison.Ordinal),
        _ => false,
    };
}
