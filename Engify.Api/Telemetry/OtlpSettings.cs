using System.Globalization;
using Engify.Api.Hosting;
using OpenTelemetry.Exporter;

namespace Engify.Api.Telemetry;

/// <summary>
/// Where one signal goes by OTLP, if anywhere. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its like are read by the exporter
/// itself; <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> and its like are read by it only if it exports all three signals.
/// </summary>
internal sealed class OtlpSettings
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private readonly IConfiguration configuration;
    private readonly string signal;

    private OtlpSettings(string signal, IConfiguration configuration) =>
        (this.signal, this.configuration) = (signal, configuration);

    /// <param name="signal">As it is called in the names of the settings: <c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
    /// <param name="configuration">The settings.</param>
    /// <returns>Null if it goes nowhere.</returns>
    public static OtlpSettings? Of(string signal, IConfiguration configuration)
    {
        var settings = new OtlpSettings(signal, configuration);
        var isExported = settings["ENDPOINT"] is not null || configuration[$"{Prefix}ENDPOINT"] is { Length: > 0 };
        return isExported ? settings : null;
    }

    private string? this[string name] => configuration[$"{Prefix}{signal}_{name}"] is { Length: > 0 } value ? value : null;

    /// <summary>What is set for the signal counts more than what is set for all of them.</summary>
    /// <exception cref="OperatorException">It is no such thing.</exception>
    public void Apply(OtlpExporterOptions options)
    {
        if (this["ENDPOINT"] is { } endpoint)
        {
            // As it is: only to an address for all signals a path is added.
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                ? address : throw Wrong("ENDPOINT", "an http or https address");
        }

        if (this["HEADERS"] is { } headers)
            options.Headers = headers;
        if (this["TIMEOUT"] is { } timeout)
        {
            options.TimeoutMilliseconds = int.TryParse(timeout, CultureInfo.InvariantCulture, out var milliseconds)
                ? milliseconds : throw Wrong("TIMEOUT", "a number of milliseconds");
        }

        options.Protocol = this["PROTOCOL"] switch
        {
            null => options.Protocol,
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => throw Wrong("PROTOCOL", "grpc or http/protobuf"),
        };
        options.Compression = this["COMPRESSION"] switch
        {
            null => options.Compression,
            "none" => OtlpExportCompression.None,
            "gzip" => OtlpExportCompression.GZip,
            _ => throw Wrong("COMPRESSION", "none or gzip"),
        };
    }

    private OperatorException Wrong(string name, string expected) => new($"{Prefix}{signal}_{name} must be {expected}.");
}
