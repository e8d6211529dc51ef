using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Engify.Features.Kernel;

/// <summary>
/// Instants as in RFC 3339, section 5.6. They are read with any offset, which is required, and written in UTC with
/// <c>Z</c>, with a fraction only if there is one. Digits beyond a microsecond, which PostgreSQL does not keep, are cut
/// off.
/// </summary>
internal sealed partial class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int KeptDigits = 6;

    private static readonly TimeSpan LastSecondOfDay = new(23, 59, 59);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var instant)
            ? instant
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // A list of bookings has eighty instants. The round-trip format needs no string and no parsing of a format.
        Span<byte> text = stackalloc byte["yyyy-MM-ddTHH:mm:ss.fffffffZ".Length];
        value.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        var written = text[..^"0Z".Length].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        text[written] = (byte)'Z';
        writer.WriteStringValue(text[..(written + 1)]);
    }

    /// <summary>
    /// Reads what the framework's parser rounds (fractions of more than seven digits) or does not support: offsets
    /// beyond 14 hours, and leap seconds (RFC 3339, appendix D). Any instant within a leap second is read as the start
    /// of the next second, as in POSIX and PostgreSQL. Whether that leap second took place is not checked, because
    /// tables of them do not cover the future.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (Rfc3339().Match(text) is not { Success: true } parts)
            return false;

        string Part(string name) => parts.Groups[name].Value;
        var isLeapSecond = Part("second") == "60";
        if (!DateTime.TryParseExact(
            $"{Part("date")}T{Part("minute")}:{(isLeapSecond ? "59" : Part("second"))}", "s",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var offset = parts.Groups["offset"].Success
            ? TimeSpan.ParseExact(Part("offset"), @"hh\:mm", CultureInfo.InvariantCulture).Ticks
            : 0;
        var ticks = local.Ticks - (Part("sign") == "-" ? -offset : offset);
        if (isLeapSecond)
        {
            if (ticks < 0 || new TimeSpan(ticks % TimeSpan.TicksPerDay) != LastSecondOfDay)
                return false;
            ticks += TimeSpan.TicksPerSecond;
        }
        else if (parts.Groups["fraction"].Success)
        {
            var microseconds = int.Parse(
                Part("fraction").PadRight(KeptDigits, '0').AsSpan(0, KeptDigits), CultureInfo.InvariantCulture);
            ticks += microseconds * TimeSpan.TicksPerMicrosecond;
        }

        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})"
        + @"(\.(?<fraction>[0-9]+))?([Zz]|(?<sign>[+-])(?<offset>([01][0-9]|2[0-3]):[0-5][0-9]))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();
}
