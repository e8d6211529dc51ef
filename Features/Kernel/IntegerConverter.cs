using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Engify.Features.Kernel;

/// <summary>
/// Integers as JSON Schema defines them (Validation, section 6.1.1): any number without a fractional part, however
/// written; 60, 60.0 and 6e1 are the same.
/// </summary>
internal sealed partial class IntegerConverter : JsonConverter<int>
{
    /// <summary>The largest integer has ten digits, of which all but one may be zeros.</summary>
    private const int MaxZeros = 9;

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException();
        if (reader.TryGetInt32(out var value))
            return value;

        using var number = JsonDocument.ParseValue(ref reader);
        return TryParse(number.RootElement.GetRawText(), out value) ? value : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);

    /// <summary>Reads a number exactly; floating point would lose a small fraction.</summary>
    public static bool TryParse(string text, out int value)
    {
        value = 0;
        if (Number().Match(text) is not { Success: true } number)
            return false;

        var fraction = number.Groups["fraction"].Value;
        var digits = number.Groups["whole"].Value + fraction;
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
            return true;

        // An exponent beyond 64 bits makes any number but zero far too large or too small.
        var exponent = 0L;
        if (number.Groups["exponent"] is { Success: true, ValueSpan: var sent }
            && !long.TryParse(sent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        // Decimal, because the sum may exceed the range of the exponent.
        var zeros = digits.Length - significant.Length + (decimal)exponent - fraction.Length;
        return zeros is >= 0 and <= MaxZeros
            && int.TryParse(
                $"{number.Groups["sign"].Value}{significant}{new string('0', (int)zeros)}",
                NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(
        @"\A(?<sign>[+-]?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
