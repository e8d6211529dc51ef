using System.Reflection;
using Carter;
using Engify.Features.Accounts;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using Engify.Features.Institution;
using Engify.Features.Products;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features;

/// <summary>The registration of every use case and of the ground under them.</summary>
public static class EngifyFeatures
{
    /// <summary>The name of the meter and of the activity source of all that Engify measures and traces itself.</summary>
    public const string TelemetryName = DatabaseMeter.Name;

    /// <inheritdoc cref="Connections.OutsidePool"/>
    public const string OutsidePool = Connections.OutsidePool;

    private static readonly Assembly Assembly = typeof(EngifyFeatures).Assembly;

    /// <summary>
    /// Has every use case traced and counted; before <see cref="AddEngifyFeatures"/>, so that nothing is left out of it.
    /// </summary>
    public static IServiceCollection AddUseCaseTelemetry(this IServiceCollection services) =>
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>));

    /// <param name="services">Where to register.</param>
    /// <param name="configuration">
    /// <c>ConnectionStrings:Engify</c>.
    /// </param>
    public static IServiceCollection AddEngifyFeatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<InstitutionOptions>(InstitutionOptions.Section)
            .Validate(
                institution => institution.IsTimeZoneKnown(), "Institution:TimeZone is no IANA time zone known here.")
            .Validate(
                institution => institution.IsCurrencyKnown(),
                "Institution:Currency is no currency of ISO 4217 with two decimals or none.");
        services.AddSettings<GroupSessionOptions>(GroupSessionOptions.Section);

        services.AddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => Caller.From(provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.ConfigureHttpJsonOptions(options => EngifyJson.Configure(options.SerializerOptions));

        services.AddMetrics();
        services.AddSingleton<EngifyMeter>();
        services.AddSingleton<DatabaseMeter>();
        services.AddSingleton<DatabaseCircuit>();
        var connectionString = configuration.GetConnectionString("Engify");
        services.AddDbContextPool<EngifyDbContext>((provider, options) => options.UseEngify(connectionString, provider));
        services.AddKeyedSingleton(Connections.OutsidePool, (provider, _) => new ServiceCollection()
            .AddDbContext<EngifyDbContext>(options => options.UseEngify(Connections.Unpooled(connectionString), provider))
            .BuildServiceProvider());
        services.AddUseCases();
        services.AddAccounts();
        services.AddCarter(configurator: carter => carter.WithEmptyValidators());

        services.AddSingleton<CatalogueMemory>();
        services.AddHostedService<CatalogueListener>();
        services.AddHostedService<Purge>();
        services.AddSingleton<GroupSessionScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupSessionScheduler>());
        return services;
    }

    /// <summary>PostgreSQL, as the service, its verbs, its tests and <c>dotnet ef</c> use it.</summary>
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
            [new OnlyStorableText(), new CommitWithSave(), .. Connections.PreparedFirst(connectionString)])
        .UseSnakeCaseNamingConvention()
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        // What fails may be a constraint that does its work, or be tried again with success: whoever turns the failure
        // into an answer decides what to log.
        .ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug)));

    private static void AddUseCases(this IServiceCollection services)
    {
        ValidatorOptions.Global.LanguageManager.Enabled = false; // English, as all our messages are
        ValidatorOptions.Global.PropertyNameResolver = (_, member, _) => JsonNames.Of(member);
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => JsonNames.Of(member);
        services.AddValidatorsFromAssembly(Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);

        services.AddScoped<IMediator>(provider => new Mediator(provider.GetRequiredService));
        foreach (var handler in Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(IsRequestHandler))
                services.AddTransient(contract, handler);
        }

        // Outermost first. The answer to a repeated command is kept in that command's transaction, hence this order.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(CatalogueChangeBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(CatalogueBehavior<,>));
        services.AddScoped<IdempotencyContext>();
        services.AddScoped<CommitGuard>();
        services.AddScoped<Transactions>();
        services.AddScoped<AuditLog>();
        services.AddScoped<Decisions>();
        services.AddScoped<TeachingDirectory>();
        services.AddScoped<UpcomingGroupSessions>();
        services.AddScoped<ActiveBundles>();
        services.AddScoped<ProductTermsGiver>();
    }

    private static void AddAccounts(this IServiceCollection services)
    {
        services.AddSettings<TokenIssuerOptions>(TokenIssuerOptions.Section)
            .Validate(
                tokens => tokens.AreUsable(),
                "Tokens: Issuer and Audience must not be empty, AccessTokenLifetime must be 1 second to 1 day, "
                + "RefreshTokenLifetime at least as long.")
            .Validate(
                tokens => tokens.IsRefreshLeewayUsable(),
                "Tokens:RefreshLeeway must be 00:00:00, which allows no repeat, to 00:05:00.");
        services.AddSingleton<ILookupNormalizer, EmailKey.Normalizer>();
        services.AddIdentityCore<Account>(AccountPolicy.Apply)
            .AddUserManager<AspNetUserManager<Account>>()
            .AddEntityFrameworkStores<EngifyDbContext>()
            .AddPasswordValidator<PasswordLength>()
            .AddPasswordValidator<GuessablePasswords>();
        services.Configure<PasswordHasherOptions>(AccountPolicy.Apply);
        services.AddScoped<IPasswordHasher<Account>, PasswordHashing>();
        services.AddSettings<SignInLimits>(SignInLimits.Section);
        services.AddSingleton<HashingQueue>();
        services.AddScoped<Passwords>();
        services.AddScoped<Sessions>();
        services.AddSingleton<OutsideAccounts>();

        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddHostedService<SigningKeyRefresh>();
        services.AddSingleton<TextProtection>();
    }

    private static bool IsRequestHandler(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
