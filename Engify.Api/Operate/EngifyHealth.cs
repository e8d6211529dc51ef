using Engify.Api.Http.Problems;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Engify.Api.Operate;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: it can serve.</summary>
internal static class EngifyHealth
{
    private const string Path = "/health";
    private const string Ready = "ready";

    public static IServiceCollection AddEngifyHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck>("database", tags: [Ready])
            .AddCheck<Draining>("draining", tags: [Ready]);
        return services;
    }

    public static bool IsAskedBy(HttpContext context) => context.Request.Path.StartsWithSegments(Path);

    public static void MapEngifyHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup(Path);
        health.MapHealthChecks("/live", Only(_ => false));
        health.MapHealthChecks("/ready", Only(check => check.Tags.Contains(Ready)));
        // Monitoring must not be told to wait.
        health.AllowAnonymous().DisableRateLimiting();
        health.WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).ExcludeFromDescription();
    }

    private static HealthCheckOptions Only(Func<HealthCheckRegistration, bool> predicate) => new()
    {
        Predicate = predicate,
        ResponseWriter = (context, report) => report.Status switch
        {
            HealthStatus.Healthy =>
                context.Response.WriteAsJsonAsync(new { Status = "healthy" }, context.RequestAborted),
            HealthStatus.Degraded => context.WriteProblemAsync(Failure.Stopping),
            _ => context.WriteProblemAsync(Failure.DatabaseUnavailable),
        },
    };
}
