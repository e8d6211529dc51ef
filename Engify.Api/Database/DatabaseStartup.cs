using Engify.Api.DemoData;
using Engify.Api.EmbeddedPostgres;
using Engify.Api.Hosting;
using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Api.Database;

/// <summary>Which database the service uses, and what it does to it before it serves.</summary>
internal static class DatabaseStartup
{
    private const string ConnectionStringKey = "ConnectionStrings:Engify";

    /// <summary>
    /// Uses the configured database. In Development, where none is configured, starts one of its own and returns it, to
    /// be stopped with the service.
    /// </summary>
    /// <exception cref="OperatorException">No database is configured outside Development.</exception>
    public static async Task<EmbeddedPostgresServer?> UseDatabaseAsync(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[ConnectionStringKey] is { Length: > 0 } || DesignTime.IsNow)
            return null;
        if (!builder.Environment.IsDevelopment())
        {
            throw new OperatorException(
                "No database is configured: set ConnectionStrings__Engify, such as "
                + "'Host=db;Database=engify;Username=engify;Password=…'.");
        }

        using var logging = LoggerFactory.Create(log => log
            .AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Folder = Path.Combine(builder.Environment.ContentRootPath, ".engify", "postgres"),
            },
            logging.CreateLogger<EmbeddedPostgresServer>(),
            CancellationToken.None);
        builder.Configuration[ConnectionStringKey] = server.ConnectionString;
        return server;
    }

    /// <summary>
    /// In Development, brings the schema up to date and fills an empty database with demo data. Elsewhere an operator
    /// does both, by verb, when they mean to.
    /// </summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Configuration.GetValue("Database:MigrateOnStart", app.Environment.IsDevelopment()))
            await app.Services.MigrateAsync(cancellationToken);
        if (app.Configuration.GetValue("DemoData:SeedOnStart", app.Environment.IsDevelopment()))
            await app.Services.SeedDemoAsync(cancellationToken);
    }

    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="OperatorException">Somebody has to decide about a row first.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<EngifyDbContext>().UpgradeAsync(cancellationToken);
        }
        catch (PostgresException stopped) when (stopped.SqlState == Upgrade.StoppedByRows)
        {
            throw new OperatorException(stopped.MessageText);
        }
    }

    /// <returns>Whether the demo data was loaded: it goes into an empty database only.</returns>
    public static async Task<bool> SeedDemoAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        if (await db.Courses.AnyAsync(cancellationToken))
            return false;

        await ActivatorUtilities.CreateInstance<DemoSemester>(scope.ServiceProvider).LoadAsync(cancellationToken);
        return true;
    }
}
