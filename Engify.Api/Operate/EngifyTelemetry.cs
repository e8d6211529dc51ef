using Engify.Features;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Engify.Api.Operate;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry, if the operator names a receiver; otherwise none. No span or metric
/// contains personal data: SQL goes without parameters, and paths contain only ids.
/// </summary>
internal static class EngifyTelemetry
{
    private const string ServiceName = "engify";

    public static void AddEngifyTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddOptions<PrometheusHttpListenerOptions>().Configure<IOptions<TelemetryOptions>>(
            (prometheus, options) =>
                (prometheus.Host, prometheus.Port) =
                    (options.Value.PrometheusHost, options.Value.PrometheusPort!.Value));
        var options = builder.Configuration.ReadSettings<TelemetryOptions>(TelemetryOptions.Section);
        var traces = OtlpSettings.Of("TRACES", builder.Configuration);
        var metrics = OtlpSettings.Of("METRICS", builder.Configuration);
        var logs = OtlpSettings.Of("LOGS", builder.Configuration);
        if ((traces ?? metrics ?? logs) is null && options.PrometheusPort is null)
            return;

        builder.Services.AddUseCaseTelemetry();
        var telemetry = builder.Services.AddOpenTelemetry()
            // The environment's resource attributes take precedence over ours.
            .ConfigureResource(resource => resource.Clear()
                .AddService(ServiceName, serviceVersion: typeof(EngifyTelemetry).Assembly.GetName().Version?.ToString())
                .AddTelemetrySdk().AddEnvironmentVariableDetector());

        if (metrics is not null || options.PrometheusPort is not null)
        {
            telemetry.WithMetrics(meters =>
            {
                meters.AddMeter(Telemetry.Name)
                    .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddNpgsqlInstrumentation();
                if (metrics is not null)
                    meters.AddOtlpExporter(metrics.Apply);
                if (options.PrometheusPort is not null)
                    meters.AddPrometheusHttpListener();
            });
        }

        if (traces is not null)
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(Telemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !EngifyHealth.IsAskedBy(context))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddOtlpExporter(traces.Apply));
        }

        if (logs is not null)
        {
            telemetry.WithLogging(logging => logging.AddOtlpExporter(logs.Apply), logging =>
            {
                logging.IncludeScopes = true;
                logging.IncludeFormattedMessage = true;
            });
        }
    }
}
