using Carter;
using Engify.Api.Authentication;
using Engify.Api.Database;
using Engify.Api.EmbeddedPostgres;
using Engify.Api.Health;
using Engify.Api.Hosting;
using Engify.Api.OpenApi;
using Engify.Api.Problems;
using Engify.Api.Protection;
using Engify.Api.Verbs;
using Engify.Features;
using Microsoft.Extensions.Options;

try
{
    var verb = Verb.Parse(args);
    var builder = WebApplication.CreateBuilder(args);
    await using var embedded = await builder.UseDatabaseAsync();

    builder.ConfigureKestrel();
    builder.AddEngifyProtection();
    builder.Services
        .AddEngifyFeatures(builder.Configuration)
        .AddEngifyProblems()
        .AddEngifyAuthentication(builder.Configuration)
        .AddEngifyHealth()
        .AddEngifyOpenApi();

    await using var app = builder.Build();
    if (verb is not null)
        return await verb.RunAsync(app.Services, CancellationToken.None);

    app.Services.RequireProtectedKeys();
    app.UseEngifyProblems();
    app.UsePathBase("/api");
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapCarter();
    app.MapEngifyHealth();
    if (app.Configuration.IsOpenApiEnabled())
        app.UseEngifySwagger();

    await app.PrepareDatabaseAsync(CancellationToken.None);
    app.AnnounceWhenStarted(embedded);
    await app.RunAsync();
    return 0;
}
catch (Exception exception)
    when (exception is OperatorException or OptionsValidationException or PostgresProgramsNotFoundException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}
