using System.Globalization;
using System.Text;
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
    private const ushort DefaultPort = 3000;

    /// <exception cref="OperatorException"><c>PORT</c> is no port.</exception>
    public static void ConfigureKestrel(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Bytes beyond ASCII are opaque (RFC 9110, section 5.5), and no reason to refuse a request.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });

        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is not { Length: > 0 })
        {
            // A developer's machine need not show the service to its network.
            var host = builder.Environment.IsDevelopment() ? "localhost" : "*";
            builder.WebHost.UseUrls($"http://{host}:{PortOf(builder.Configuration["PORT"])}");
        }
    }

    private static ushort PortOf(string? setting) =>
        string.IsNullOrEmpty(setting) ? DefaultPort
        : ushort.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new OperatorException($"PORT must be a number from 0 to {ushort.MaxValue}, not '{setting}'.");

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
