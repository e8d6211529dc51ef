using System.Globalization;
using Carter;
using Engify.Api.Http;
using Engify.Api.Http.Problems;
using Engify.Api.Http.RateLimiting;
using Engify.Api.OpenApi;
using Engify.Api.Operate;
using Engify.Api.SignIn;
using Engify.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

// ICU composes accents; without it, .NET treats all text as composed already. This variable overrides the project's
// setting, so it must be gone before .NET first looks at it.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", null);

// The program's output is the same everywhere, whatever language, calendar and digits the machine uses (LC_ALL, LANG).
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

try
{
    var (verb, settings) = Verb.Parse(args);
    var builder = EngifyHost.CreateBuilder(settings).UseEngifyLogging();
    // What a verb prints may be a file.
    if (verb is not null)
        builder.Services.Configure<ConsoleLoggerOptions>(log => log.LogToStandardErrorThreshold = LogLevel.Trace);
    var addresses = builder.ConfigureKestrel();
    await using var embedded = await builder.UseDatabaseAsync();

    builder.AddEngifyProtection();
    builder.AddEngifyTelemetry();
    builder.Services
        .AddEngifyFeatures(builder.Configuration)
        .AddEngifyRequestLimits()
        .AddEngifyTrustedProxies()
        .AddEngifySecurityHeaders()
        .AddEngifyCors()
        .AddEngifyHttps()
        .AddEngifyWebApp()
        .AddEngifyProblems()
        .AddEngifyAuthentication(builder.Configuration)
        .AddEngifyRateLimits()
        .AddEngifyShutdown()
        .AddEngifyHealth()
        .AddEngifyOpenApi();

    if (DesignTime.IsNow)
        builder.Services.RemoveAll<IHostedService>();

    await using var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    if (verb is not null)
        return await verb.RunAsync(app.Services, CancellationToken.None);

    app.UseEngifyTrustedProxies();
    app.UseMiddleware<RequestLog>();
    app.UseEngifySecurityHeaders();
    app.UseEngifyCors();
    app.UseMiddleware<AuditRefusals>();
    app.UseEngifyProblems();
    app.UseEngifyRouting();
    app.UseEngifyHttps();
    app.UseEngifyWebApp();
    app.UseRequestTimeouts();
    app.UseEngifyRateLimits();
    app.UseEngifyOptions();
    app.UseUtf8Bodies();
    app.UseAuthorization();
    app.MapCarter();
    app.MapEngifyHealth();
    if (app.Services.IsDocumentServed())
        app.MapEngifyOpenApi();
    app.BuildRoutesOnce();

    if (!DesignTime.IsNow)
    {
        app.Services.RequireProtectedKeys();
        await app.PrepareDatabaseAsync(CancellationToken.None);
        app.AnnounceWhenStarted(embedded);
    }

    await app.ServeAsync(addresses);
    return 0;
}
catch (Exception exception) when (OperatorFault.Explain(exception) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 2;
}
