using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Http.Problems;

/// <summary>One shape for every failure: the rules', the validators' and the framework's.</summary>
internal static class EngifyProblems
{
    private const string Charset = "charset";

    public static IServiceCollection AddEngifyProblems(this IServiceCollection services) => services
        .AddExceptionHandler<ExceptionToProblem>()
        // So that a request that cannot be bound is answered where all others are.
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    public static IApplicationBuilder UseEngifyProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(pages =>
            pages.HttpContext.WriteProblemAsync(Failure.OfStatus(pages.HttpContext.Response.StatusCode)));

    /// <summary>
    /// Refuses bodies in another encoding than UTF-8, in which JSON is exchanged (RFC 8259, section 8.1). A route that
    /// reads no body does not mind.
    /// </summary>
    public static IApplicationBuilder UseUtf8Bodies(this IApplicationBuilder app) => app.Use(RequireUtf8Async);

    private static Task RequireUtf8Async(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is null
            || !MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var mediaType))
        {
            return next(context);
        }

        var charsets = mediaType.Parameters
            .Where(parameter => parameter.Name.Equals(Charset, StringComparison.OrdinalIgnoreCase)).ToList();
        if (charsets.Exists(charset => charset.Value.Length > 0 && !IsUtf8(charset.GetUnescapedValue())))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        if (charsets.Count > 0)
        {
            // The framework would fail on a quoted one (RFC 9110, section 5.6.6), and reads UTF-8 without any.
            charsets.ForEach(charset => mediaType.Parameters.Remove(charset));
            context.Request.ContentType = mediaType.ToString();
        }

        return next(context);
    }

    private static bool IsUtf8(StringSegment charset) => charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
