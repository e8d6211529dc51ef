using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Database;

/// <summary>PostgreSQL, as the service, its verbs, its tests and <c>dotnet ef</c> use it.</summary>
public static class EngifyDatabase
{
    /// <summary>
    /// The key of a provider whose <see cref="EngifyDbContext"/> connects outside the pool. Work that requests wait for
    /// while they hold a pooled connection must not need one itself, or they could all wait for each other.
    /// </summary>
    public const string OutsidePool = nameof(OutsidePool);

    /// <param name="services">Where to register.</param>
    /// <param name="connectionString">The operator's.</param>
    public static IServiceCollection AddEngifyDatabase(this IServiceCollection services, string? connectionString)
    {
        services.AddSingleton<DatabaseMeter>();
        services.AddSingleton<DatabaseCircuit>();
        services.AddDbContextPool<EngifyDbContext>(
            (provider, options) => options.UseEngify(connectionString, provider));
        services.AddKeyedSingleton(OutsidePool, (provider, _) => new ServiceCollection()
            .AddDbContext<EngifyDbContext>(
                options => options.UseEngify(Connections.Unpooled(connectionString), provider))
            .BuildServiceProvider());

        services.AddSingleton<ConstraintRules>();
        services.AddScoped<CommitGuard>();
        services.AddScoped<Transactions>();
        services.AddScoped<Decisions>();
        services.AddScoped<IdempotencyContext>();
        services.AddScoped<Commands>();
        services.AddScoped<AuditLog>();
        services.AddSingleton<TextProtection>();
        services.AddSingleton<CatalogueMemory>();
        services.AddHostedService<CatalogueListener>();
        services.AddHostedService<Purge>();
        return services;
    }

    public static DbContextOptionsBuilder UseEngify(this DbContextOptionsBuilder options, string? connectionString) =>
        options.UseEngify(connectionString, meter: null);

    private static DbContextOptionsBuilder UseEngify(
        this DbContextOptionsBuilder options, string? connectionString, IServiceProvider provider) => options
        .UseEngify(connectionString, provider.GetRequiredService<DatabaseMeter>())
        .AddInterceptors(provider.GetRequiredService<DatabaseCircuit>());

    private static DbContextOptionsBuilder UseEngify(
        this DbContextOptionsBuilder options, string? connectionString, DatabaseMeter? meter) => options
        .UseNpgsql(
            Connections.Tuned(connectionString),
            npgsql => npgsql.ExecutionStrategy(dependencies => new JitteredExecutionStrategy(dependencies, meter)))
        .AddInterceptors(
            [
                new OnlyStorableText(), new AskFirst(), new CommitWithSave(), new CatalogueWrites(),
                .. Connections.PreparedFirst(connectionString),
            ])
        .UseSnakeCaseNamingConvention()
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        // A failure may be a constraint at work, or succeed when retried, so the code that turns it into an answer
        // decides what to log.
        .ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));
}
