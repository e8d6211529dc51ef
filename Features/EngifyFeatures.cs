using System.Reflection;
using Carter;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features;

/// <summary>Registers every use case and what they share.</summary>
public static class EngifyFeatures
{
    /// <summary>
    /// Traces and counts every use case. Call it before <see cref="AddEngifyFeatures"/>, so that it covers the whole
    /// pipeline.
    /// </summary>
    public static IServiceCollection AddUseCaseTelemetry(this IServiceCollection services) =>
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>));

    /// <param name="services">Where to register.</param>
    /// <param name="configuration">
    /// <c>ConnectionStrings:Engify</c>.
    /// </param>
    public static IServiceCollection AddEngifyFeatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => Caller.From(provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.ConfigureHttpJsonOptions(options => EngifyJson.Configure(options.SerializerOptions));
        services.AddMetrics();
        services.AddSingleton<RequestMeter>();
        services.AddEngifyDatabase(configuration.GetConnectionString("Engify"));

        ValidatorOptions.Global.LanguageManager.Enabled = false; // English, as all our messages are
        ValidatorOptions.Global.ErrorCodeResolver = FaultCodes.Of;
        ValidatorOptions.Global.PropertyNameResolver = (_, member, _) => JsonNames.Of(member);
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => JsonNames.Of(member);

        services.AddCarter(configurator: carter => carter.WithEmptyModules().WithEmptyValidators());
        services.AddScoped<IMediator>(provider => new Mediator(provider.GetRequiredService));
        // Outermost first. The order matters: the answer to a repeat is kept in the command's own transaction.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditBehavior<,>));
        return services.AddUseCases(typeof(EngifyFeatures).Assembly);
    }

    /// <summary>
    /// Finds the areas of an assembly, and the endpoints, validators and handlers of their use cases.
    /// </summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services, Assembly assembly)
    {
        services.AddValidatorsFromAssembly(assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(IsRequestHandler))
                services.AddTransient(contract, type);
            if (type.IsAssignableTo(typeof(ICarterModule)))
                services.AddSingleton(typeof(ICarterModule), type);
            if (type.IsSubclassOf(typeof(Area)))
                services.AddArea((Area)Activator.CreateInstance(type)!);
        }

        return services;
    }

    private static void AddArea(this IServiceCollection services, Area area)
    {
        services.AddSingleton(area);
        area.Register(services);
    }

    private static bool IsRequestHandler(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
