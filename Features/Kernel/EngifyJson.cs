using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

/// <summary>How Engify reads and writes JSON, everywhere.</summary>
public static class EngifyJson
{
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>
    /// A missing member, or <c>null</c> where a value is required, is an error; unknown members are ignored; enums are
    /// UPPER_SNAKE names, never numbers; numbers are never strings, and integers may be written like any number.
    /// </summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        // Do not escape text: our answers are never embedded in a web page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new IntegerConverter());
        options.Converters.Add(new OpaqueIdConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new LocalTimeConverter());
        options.Converters.Add(new UpperSnakeEnumConverter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
