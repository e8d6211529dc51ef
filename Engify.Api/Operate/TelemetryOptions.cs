using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Operate;

/// <summary>
/// Where Prometheus finds the metrics. OTLP has its own settings, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the like, as
/// in every OpenTelemetry SDK.
/// </summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The port that serves <c>/metrics</c>, 1 to 65535; null for none.</summary>
    [Range(1, 65535)]
    public int? PrometheusPort { get; set; }

    /// <summary>The name or address of this machine that serves it, or <c>*</c> for all.</summary>
    [RegularExpression(
        @"[*+]|[\w.-]+|\[[0-9A-Fa-f:.]+\]",
        ErrorMessage = "{0} must be a name or address of this machine, or *.")]
    public string PrometheusHost { get; set; } = "localhost";
}
