using System.Globalization;
using OpenTelemetry.Exporter;

namespace Engify.Api.Operate;

/// <summary>
/// Where one signal goes by OTLP, if anywhere. The exporter itself reads <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its
/// like; it reads <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> and its like only if it exports all three signals.
/// </summary>
internal sealed class OtlpSettings
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    private readonly IConfiguration configuration;
    private readonly string signal;

    private OtlpSettings(string signal, IConfiguration configuration) =>
        (this.signal, this.configuration) = (signal, configuration);

    /// <param name="signal">The signal's name in the settings: <c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
    /// <param name="configuration">The settings.</param>
    /// <returns>Null if it goes nowhere.</returns>
    /// <exception cref="OperatorException">They cannot work.</exception>
    public static OtlpSettings? Of(string signal, IConfiguration configuration)
    {
        // The exporter ignores what it cannot read.
        var settings = new OtlpSettings("", configuration);
        settings.Apply(new OtlpExporterOptions());
        var ofSignal = new OtlpSettings($"{signal}_", configuration);
        ofSignal.Apply(new OtlpExporterOptions());
        return (settings["ENDPOINT"] ?? ofSignal["ENDPOINT"]) is null ? null : ofSignal;
    }

    private string? this[string name] =>
        configuration[$"{Prefix}{signal}{name}"] is { Length: > 0 } value ? value : null;

    /// <summary>A setting of the signal takes precedence over one for all signals.</summary>
    public void Apply(OtlpExporterOptions options)
    {
        if (this["ENDPOINT"] is { } endpoint)
        {
            // Used as it is: a path is added only to an address for all signals.
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
                ? address : throw Wrong("ENDPOINT", "an http or https address");
        }

        if (this["HEADERS"] is { } headers)
        {
            options.Headers = headers.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0)
                ? headers : throw Wrong("HEADERS", "headers such as name=value between commas");
        }

        if (this["TIMEOUT"] is { } timeout)
        {
            options.TimeoutMilliseconds = int.TryParse(
                timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
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

    private OperatorException Wrong(string name, string expected) =>
        new($"{Prefix}{signal}{name} must be {expected}.");
}
