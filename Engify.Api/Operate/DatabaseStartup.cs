using Engify.Api.Development.DemoData;
using Engify.Api.Development.EmbeddedPostgres;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Api.Operate;

/// <summary>Chooses the database of the service and prepares it before serving.</summary>
internal static class DatabaseStartup
{
    private const string ConnectionStringKey = "ConnectionStrings:Engify";

    /// <summary>
    /// Uses the configured database. In Development, if none is configured, starts an embedded one and returns it, to
    /// be stopped with the service.
    /// </summary>
    /// <exception cref="OperatorException">
    /// No database is configured outside Development, or the connection string is invalid.
    /// </exception>
    public static async Task<EmbeddedPostgresServer?> UseDatabaseAsync(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<DatabaseOptions>(
            DatabaseOptions.Section, (database, environment) => database.MigrateOnStart = environment.IsDevelopment());
        builder.Services.AddSettings<DemoDataOptions>(
            DemoDataOptions.Section, (demo, environment) => demo.SeedOnStart = environment.IsDevelopment());
        if (DesignTime.IsNow)
            return null;
        if (builder.Configuration[ConnectionStringKey] is { Length: > 0 } connectionString)
        {
            RequireConnectionString(connectionString);
            return null;
        }

        if (!builder.Environment.IsDevelopment())
        {
            throw new OperatorException(
                "No database is configured: set ConnectionStrings__Engify, such as "
                + "'Host=db;Database=engify;Username=engify;Password=…'.");
        }

        var options = builder.Configuration.ReadSettings<DatabaseOptions>(DatabaseOptions.Section);
        using var logging = LoggerFactory.Create(log => log
            .AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { Folder = Path.Combine(ProgramFolder.Own, options.EmbeddedFolder) },
            logging.CreateLogger<EmbeddedPostgresServer>(),
            CancellationToken.None);
        builder.Configuration[ConnectionStringKey] = server.ConnectionString;
        builder.Services.AddSingleton(server).AddHostedService<EmbeddedPostgresWatch>();
        return server;
    }

    /// <summary>
    /// In Development, updates the schema and fills an empty database with demo data. Elsewhere, an operator does both
    /// by verb.
    /// </summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await app.RequireAdmissionAsync(cancellationToken);
        if (app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateOnStart)
            await app.Services.MigrateAsync(cancellationToken);
        if (app.Services.GetRequiredService<IOptions<DemoDataOptions>>().Value.SeedOnStart)
            await app.Services.SeedDemoAsync(cancellationToken);
    }

    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="OperatorException">An operator has to decide about a row first.</exception>
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

    /// <returns>Whether the demo data were loaded: they go into an empty database only.</returns>
    public static async Task<bool> SeedDemoAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        if (await db.Courses.AnyAsync(cancellationToken))
            return false;

        await ActivatorUtilities.CreateInstance<DemoSemester>(scope.ServiceProvider).LoadAsync(cancellationToken);
        return true;
    }

    private static void RequireConnectionString(string connectionString)
    {
        try
        {
            // This also checks that its parts fit together.
            using var source = NpgsqlDataSource.Create(connectionString);
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (settings.Port > ushort.MaxValue)
                throw new ArgumentException($"There is no port {settings.Port}.");
            string?[] files = [settings.RootCertificate, settings.SslCertificate, settings.SslKey, settings.Passfile];
            if (files.FirstOrDefault(file => file is not null && !File.Exists(file)) is { } missing)
                throw new ArgumentException($"There is no file {missing}.");
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidCastException
            or OverflowException or InvalidOperationException or NotSupportedException or IOException)
        {
            throw new OperatorException(OperatorFault.OneLine(
                "ConnectionStrings__Engify must be an Npgsql connection string such as "
                + "'Host=db;Database=engify;Username=engify;Password=…': "
                + $"{failure.Message} {failure.InnerException?.Message}"));
        }
    }

    /// <summary>
    /// While serving, the service waits for a database that is away. A database that rejects us keeps doing so until an
    /// operator fixes it.
    /// </summary>
    /// <exception cref="PostgresException">It rejected us.</exception>
    private static async Task RequireAdmissionAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database;
        await using var connection = new NpgsqlConnection(database.GetConnectionString());
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (NpgsqlException failure) when (failure.IsTransient || failure is not PostgresException)
        {
            // The health check and the log report it.
        }
    }
}
