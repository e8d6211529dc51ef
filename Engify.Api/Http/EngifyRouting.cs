using Microsoft.AspNetCore.Http.Features;

namespace Engify.Api.Http;

/// <summary>
/// Finds the route of a request. Answers HEAD wherever GET is answered (RFC 9110, section 9.3.2), and OPTIONS at every
/// known address (section 9.3.7).
/// </summary>
internal static class EngifyRouting
{
    /// <summary>
    /// The prefix under which every route is also served, because clients of the first generation use it.
    /// </summary>
    public const string Prefix = "/api";

    private static readonly object AskedByHead = new();

    public static void UseEngifyRouting(this WebApplication app)
    {
        app.Use(FindHeadAsGet);
        app.UsePathBase(Prefix);
        app.UseRouting();
        app.Use(AnswerAsHead);
    }

    /// <summary>
    /// Builds every route once; call it when all are mapped. Routing and authorization both ask for the routes, and
    /// each would have them built anew.
    /// </summary>
    public static void BuildRoutesOnce(this IEndpointRouteBuilder app)
    {
        var routes = new DefaultEndpointDataSource(app.DataSources.SelectMany(source => source.Endpoints));
        app.DataSources.Clear();
        app.DataSources.Add(routes);
    }

    /// <summary>
    /// Lists the methods of an address; runs after the rate limits, so that these requests count too.
    /// </summary>
    public static void UseEngifyOptions(this WebApplication app)
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>();
        app.Use((context, next) => TellMethodsAsync(context, next, routes));
    }

    // The same route means the same policy, limits and handler; the server itself omits the body.
    private static Task FindHeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Items[AskedByHead] = context.Request.Method;
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static Task AnswerAsHead(HttpContext context, RequestDelegate next)
    {
        if (context.Items.TryGetValue(AskedByHead, out var method))
            context.Request.Method = (string)method!;
        return next(context);
    }

    private static async Task TellMethodsAsync(HttpContext context, RequestDelegate next, EndpointDataSource routes)
    {
        await next(context);
        var response = context.Response;
        var isOptions = HttpMethods.IsOptions(context.Request.Method);
        // The endpoint that knows the address but not the method has already set Allow.
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = Tell(response.Headers.GetCommaSeparatedValues("Allow"));
        else if (isOptions && context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget == "*")
            response.Headers.Allow = Tell(routes.Endpoints.SelectMany(MethodsOf));
        else
            return;

        if (isOptions)
            response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static IEnumerable<string> MethodsOf(Endpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static string Tell(IEnumerable<string> mapped)
    {
        var methods = mapped.Append(HttpMethods.Options).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (methods.Contains(HttpMethods.Get))
            methods.Add(HttpMethods.Head);
        return string.Join(", ", methods.Order(StringComparer.Ordinal));
    }
}
