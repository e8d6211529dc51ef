using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Engify.Api.Development.DemoData;
using Engify.Api.Development.EmbeddedPostgres;
using Engify.Api.Http;
using Engify.Api.OpenApi;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Engify.Api.Operate;

/// <summary>Where the service listens, what it accepts, and what it prints when it is up.</summary>
internal static class Serving
{
    /// <summary>The port if neither <c>PORT</c> nor <c>ASPNETCORE_URLS</c> names another.</summary>
    private const ushort DefaultPort = 3000;

    private const string Certificates =
        "Kestrel__Certificates__Default__Path (or Certificate__Path of its endpoint), and Password beside it, to a "
        + "certificate that can be read";

    /// <returns>The setting that names the addresses, and its allowed values.</returns>
    /// <exception cref="OperatorException"><c>PORT</c> is not a port.</exception>
    public static string ConfigureKestrel(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Bytes beyond ASCII are opaque (RFC 9110, section 5.5) and no reason to refuse a request.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });

        var port = PortOf(builder.Configuration["PORT"]);
        var settings = builder.Configuration.GetSection("Kestrel");
        settings.RequireNames("Endpoints", "EndpointDefaults", "Certificates");
        var endpoints = settings.GetSection("Endpoints").GetChildren().ToList();
        foreach (var endpoint in endpoints.Append(settings.GetSection("EndpointDefaults")))
            endpoint.GetSection("Protocols").RequireOneOf(Enum.GetNames<HttpProtocols>());
        if (endpoints.Count > 0)
            return $"Kestrel__Endpoints__{endpoints[0].Key}__Url (and others) to a free address such as http://*:3000";
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 })
            return "ASPNETCORE_URLS to free addresses such as http://*:3000, between semicolons";

        // A developer's machine need not expose the service to its network. localhost has two addresses, so "any free
        // port" might be free on only one of them.
        var host = !builder.Environment.IsDevelopment() ? "*" : port == 0 ? "127.0.0.1" : "localhost";
        builder.WebHost.UseUrls($"http://{host}:{port}");
        return $"PORT, now {port}, to one that is free and that this account may listen on";
    }

    /// <summary>Serves until told to stop.</summary>
    /// <param name="app">The service.</param>
    /// <param name="addresses">The setting that names the addresses, and its allowed values.</param>
    /// <exception cref="OperatorException">It cannot listen on them.</exception>
    public static async Task ServeAsync(this WebApplication app, string addresses)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (OperatorFault.IsOfListening(failure))
        {
            // Otherwise running work would fail when the services that it needs are disposed.
            await app.StopAsync();
            var isOfCertificate =
                failure is CryptographicException or FileNotFoundException or DirectoryNotFoundException;
            throw new OperatorException(OperatorFault.OneLine(
                $"{OperatorFault.Explain(failure)} Set {(isOfCertificate ? Certificates : addresses)}."));
        }

        await app.WaitForShutdownAsync();
    }

    private static ushort PortOf(string? setting) =>
        string.IsNullOrEmpty(setting) ? DefaultPort
        : ushort.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new OperatorException($"PORT must be a number from 0 to {ushort.MaxValue}, not '{setting}'.");

    /// <summary>Prints in a few lines where to go from here.</summary>
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
        var isAppBuilt = app.Services.GetRequiredService<IOptions<WebAppOptions>>().Value.IsBuilt();
        if (!isAppBuilt)
            yield return EngifyWebApp.Missing;
        if (!app.Environment.IsDevelopment())
            yield break;

        if (isAppBuilt)
            yield return "Web app    /";
        yield return "Courses    /courses";
        if (app.Services.IsDocumentServed())
            yield return "API page   /swagger";
        if (embedded is not null)
            yield return $"Database   embedded PostgreSQL on port {embedded.Port}, kept in {embedded.Folder}";
        yield return $"Sign in    {string.Join(", ", DemoAccounts.Emails)}, password {DemoAccounts.Password}";
    }
}
