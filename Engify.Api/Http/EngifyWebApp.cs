namespace Engify.Api.Http;

/// <summary>
/// The web app: people open it in a browser. It needs neither the database nor any limit, so it opens whatever else is
/// wrong, and can say so.
/// </summary>
internal static class EngifyWebApp
{
    public const string Root = "/app";

    public const string Missing =
        "There is no web app: 'dotnet run' and 'dotnet publish' build it where Node.js 20.19 or later is installed.";

    public static IServiceCollection AddEngifyWebApp(this IServiceCollection services)
    {
        services.AddSettings<WebAppOptions>(WebAppOptions.Section);
        return services;
    }

    /// <summary>Runs before what counts requests and finds out who sent them.</summary>
    public static void UseEngifyWebApp(this WebApplication app) => app.UseMiddleware<WebAppFiles>();

    /// <summary>Whether the request is for a page of the app, or for a part of one.</summary>
    public static bool IsAskedBy(HttpContext context) => context.Request.Path.StartsWithSegments(Root);
}
