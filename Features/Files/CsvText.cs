using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Engify.Features.Files;

/// <summary>Comma-separated values (RFC 4180), in UTF-8.</summary>
internal static class CsvText
{
    public const string MediaType = "text/csv";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines of a file that have something in them, the header first.</summary>
    /// <param name="content">
    /// With or without a byte order mark; with commas or, as its header has them, semicolons.
    /// </param>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public static IEnumerable<CsvLine> Read(byte[] content)
    {
        var text = Utf8.GetString(content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content.AsSpan(3) : content);
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var isWellFormed = true;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = header.Contains(';') ? ";" : ",",
            // Otherwise the number of a line would not count those above it.
            IgnoreBlankLines = false,
            BadDataFound = _ => isWellFormed = false,
        };
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, configuration);
        for (var line = 1; parser.Read(); line = parser.RawRow + 1)
        {
            isWellFormed = true;
            var cells = parser.Record!;
            if (cells is not [""])
                yield return new CsvLine(line, cells, isWellFormed);
        }
    }

    /// <summary>The line of the first byte that is not UTF-8.</summary>
    public static int LineOf(byte[] content, DecoderFallbackException fault) =>
        1 + content.AsSpan(0, Math.Clamp(fault.Index, 0, content.Length)).Count((byte)'\n');

    /// <summary>Writes lines one after the other, and flushes as it goes.</summary>
    public static CsvWriter Write(Stream stream) => new(
        new StreamWriter(stream, Utf8, bufferSize: 16 * 1024, leaveOpen: true), CultureInfo.InvariantCulture);
}

/// <summary>A line of a file, which may go on over several.</summary>
/// <param name="Number">The number of its first line in the file, from 1.</param>
/// <param name="Cells">What its cells say.</param>
/// <param name="IsWellFormed">Whether its quotes are as they have to be.</param>
internal sealed record CsvLine(int Number, string[] Cells, bool IsWellFormed);
