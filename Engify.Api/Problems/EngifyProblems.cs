using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Problems;

/// <summary>One shape for every failure: the rules', the validators' and the framework's.</summary>
internal static class EngifyProblems
{
    public static IServiceCollection AddEngifyProblems(this IServiceCollection services) => services
        .AddExceptionHandler<ExceptionToProblem>()
        // So that a request that cannot be bound is answered where all others are.
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    public static IApplicationBuilder UseEngifyProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(pages =>
            pages.HttpContext.WriteProblemAsync(Failure.OfStatus(pages.HttpContext.Response.StatusCode)));

    /// <summary>
    /// Refuses bodies in another encoding than UTF-8, in which JSON is exchanged (RFC 8259, section 8.1); the framework
    /// would fail on one that it does not know. A route that reads no body does not mind.
    /// </summary>
    public static IApplicationBuilder UseUtf8Bodies(this IApplicationBuilder app) => app.Use(RequireUtf8Async);

    private static Task RequireUtf8Async(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null
            && MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var mediaType)
            && mediaType.Charset is { Length: > 0 } charset
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
