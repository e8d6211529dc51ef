using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Http.Problems;

/// <summary>One shape for every failure, whether from a rule, a validator or the framework.</summary>
internal static class EngifyProblems
{
    private const string Charset = "charset";

    public static IServiceCollection AddEngifyProblems(this IServiceCollection services) => services
        .AddExceptionHandler<ExceptionToProblem>()
        // A request that cannot be bound is then answered in the same place as all other failures.
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    public static IApplicationBuilder UseEngifyProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(pages =>
            pages.HttpContext.WriteProblemAsync(Failure.OfStatus(pages.HttpContext.Response.StatusCode)));

    /// <summary>
    /// Refuses bodies in encodings other than UTF-8, the encoding of JSON (RFC 8259, section 8.1). Routes that read no
    /// body do not care.
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
            // The framework would fail on a quoted charset (RFC 9110, section 5.6.6), and reads UTF-8 without any.
            charsets.ForEach(charset => mediaType.Parameters.Remove(charset));
            context.Request.ContentType = mediaType.ToString();
        }

        return next(context);
    }

    private static bool IsUtf8(StringSegment charset) => charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
