using Carter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(BareRouteStartup))]

/// <summary>
/// The floor of the cached catalogue: a route of the service's own host, behind all that every request passes there
/// (log, security headers, rate limits), that answers bytes from memory: those of the files in
/// <c>BARE_ROUTE_FOLDER</c>.
/// </summary>
internal sealed class BareRoute : ICarterModule
{
    private const string ETag = "\"bare\"";

    public void AddRoutes(IEndpointRouteBuilder app)
    {
        foreach (var file in Directory.GetFiles(Environment.GetEnvironmentVariable("BARE_ROUTE_FOLDER")!))
        {
            var body = File.ReadAllBytes(file);
            app.MapGet($"/bare/{Path.GetFileName(file)}", context => AnswerAsync(context, body)).AllowAnonymous();
        }
    }

    private static Task AnswerAsync(HttpContext context, byte[] body)
    {
        var response = context.Response;
        response.Headers.ETag = ETag;
        if (context.Request.Headers.IfNoneMatch == ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}

/// <summary>Adds the bare route to the service that it is loaded into.</summary>
internal sealed class BareRouteStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddSingleton<ICarterModule, BareRoute>());
}

/// <summary>
/// Has the runtime load this assembly (<c>DOTNET_STARTUP_HOOKS</c>), so that the host finds it by name.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
    }
}
