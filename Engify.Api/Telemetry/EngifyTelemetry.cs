using Engify.Api.Health;
using Engify.Features;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Engify.Api.Telemetry;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry, where the operator names somebody to tell them to; otherwise there is none of
/// it. No span or metric bears personal data: queries go without their parameters, paths with ids only.
/// </summary>
internal static class EngifyTelemetry
{
    private const string ServiceName = "engify";

    private static readonly string[] OtlpEndpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    public static void AddEngifyTelemetry(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var isExported = OtlpEndpoints.Any(key => builder.Configuration[key] is { Length: > 0 });
        if (!isExported && options.PrometheusPort is null)
            return;

        builder.Services.AddUseCaseTelemetry();
        var telemetry = builder.Services.AddOpenTelemetry()
            // What the environment says of the resource counts more than we do.
            .ConfigureResource(resource => resource.Clear()
                .AddService(ServiceName, serviceVersion: typeof(EngifyTelemetry).Assembly.GetName().Version?.ToString())
                .AddTelemetrySdk().AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(EngifyFeatures.TelemetryName)
                    .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddNpgsqlInstrumentation();
                if (options.PrometheusPort is { } port)
                {
                    metrics.AddPrometheusHttpListener(prometheus =>
                        (prometheus.Host, prometheus.Port) = (options.PrometheusHost, port));
                }
            });
        if (!isExported)
            return;

        telemetry
            .WithTracing(tracing => tracing
                .AddSource(EngifyFeatures.TelemetryName)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !EngifyHealth.IsAskedBy(context))
                .AddHttpClientInstrumentation()
                .AddNpgsql())
            .WithLogging(configureBuilder: null, logging =>
            {
                logging.IncludeScopes = true;
                logging.IncludeFormattedMessage = true;
            })
            .UseOtlpExporter();
    }
}
