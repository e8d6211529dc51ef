using Engify.Api.DemoData;
using Engify.Api.EmbeddedPostgres;
using Engify.Api.OpenApi;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Engify.Api.Hosting;

/// <summary>Where the service listens, what it lets in, and what it says when it is up.</summary>
internal static class Serving
{
    /// <summary>The port where neither <c>PORT</c> nor <c>ASPNETCORE_URLS</c> names another.</summary>
    private const int DefaultPort = 3000;

    /// <summary>The largest request body, in bytes.</summary>
    private const int MaxRequestBodySize = 64 * 1024;

    public static void ConfigureKestrel(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodySize;
        });

        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is not { Length: > 0 })
        {
            // A developer's machine need not show the service to its network.
            var host = builder.Environment.IsDevelopment() ? "localhost" : "*";
            builder.WebHost.UseUrls($"http://{host}:{builder.Configuration.GetValue("PORT", DefaultPort)}");
        }
    }

    /// <summary>Says, in a few lines, where to go from here.</summary>
    public static void AnnounceWhenStarted(this WebApplication app, EmbeddedPostgresServer? embedded) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?
                .Addresses.FirstOrDefault()?.Replace("*", "localhost", StringComparison.Ordinal).TrimEnd('/');
            app.Logger.Serving(app.Environment.EnvironmentName, address, string.Concat(
                Places(app, embedded).Select(place => $"{Environment.NewLine}  {place}")));
        });

    private static IEnumerable<string> Places(WebApplication app, EmbeddedPostgresServer? embedded)
    {
        if (!app.Environment.IsDevelopment())
            yield break;

        yield return "Courses    /courses";
        if (app.Configuration.IsOpenApiEnabled())
            yield return "API page   /swagger";
        if (embedded is not null)
            yield return $"Database   embedded PostgreSQL on port {embedded.Port}, kept in {embedded.Folder}";
        yield return $"Sign in    {string.Join(", ", DemoAccounts.Emails)}, password {DemoAccounts.Password}";
    }
}
