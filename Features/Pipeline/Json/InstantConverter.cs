using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Engify.Features.Domain;

namespace Engify.Features.Pipeline.Json;

/// <summary>
/// Instants as RFC 3339, section 5.6: read with any offset, but with one; written in UTC with <c>Z</c>, with a fraction
/// only where there is one. What is finer than a microsecond is cut off.
/// </summary>
internal sealed partial class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString() is { } text
        && Rfc3339().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToMicroseconds()
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // A list of bookings has eighty of them. The round-trip format needs no string and no parsing of the format.
        Span<byte> text = stackalloc byte["yyyy-MM-ddTHH:mm:ss.fffffffZ".Length];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        var written = text[..^"0Z".Length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        text[written] = (byte)'Z';
        writer.WriteStringValue(text[..(written + 1)]);
    }

    [GeneratedRegex(
        @"\A\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
