using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Engify.Tests.Harness;

/// <summary>
/// The changes of one zone's clocks as the tz database has them (RFC 9636), read without <see cref="TimeZoneInfo"/>, so
/// that they can judge it.
/// </summary>
public sealed partial class ZoneFile
{
    public const string Folder = "/usr/share/zoneinfo";

    private const int LastYear = 2060;
    private const int HeaderSize = 44;

    private ZoneFile(string id, int first, IReadOnlyList<Change> written, string rule)
    {
        Id = id;
        FirstOffset = first;
        Changes = written;
        if (ByRule().Match(rule) is { Success: true } match && match.Groups["dst"].Success)
        {
            var after = written.Count > 0 ? written[^1].At : 0;
            HasOddTimes = !IsWithinDay(match.Groups["start"].Value) || !IsWithinDay(match.Groups["end"].Value);
            Changes = [.. written, .. Expand(match, Math.Max(1970, DateTimeOffset.FromUnixTimeSeconds(after).Year))
                .Where(change => change.At > after).OrderBy(change => change.At)];
        }

        Written = written.Count;
    }

    public string Id { get; }

    /// <summary>What the clocks were ahead of UTC before the first change, in seconds.</summary>
    public int FirstOffset { get; }

    /// <summary>In order: those written down, and then those by rule until 2060.</summary>
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>How many of them are written down.</summary>
    public int Written { get; }

    /// <summary>Whether the rule has a time such as 24:00 or -1:00.</summary>
    public bool HasOddTimes { get; }

    /// <summary>Every zone of the machine, once where several names have the same changes.</summary>
    public static IEnumerable<ZoneFile> ReadAll() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/right/", StringComparison.Ordinal)
                && !path.Contains("/posix/", StringComparison.Ordinal))
            .Select(path => (Id: Path.GetRelativePath(Folder, path), Bytes: File.ReadAllBytes(path)))
            .Where(file => file.Bytes.AsSpan().StartsWith("TZif"u8))
            .DistinctBy(file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Bytes)))
            .Select(file => Read(file.Id, file.Bytes));

    /// <summary>The first instant at which the clocks show this time or later.</summary>
    /// <param name="local">In seconds from 1970, as if it were UTC.</param>
    public long FirstShown(long local)
    {
        var (since, offset) = (long.MinValue, FirstOffset);
        foreach (var change in Changes)
        {
            if (local < change.At + offset)
                break;
            (since, offset) = (change.At, change.Offset);
        }

        return Math.Max(since, local - offset);
    }

    private static ZoneFile Read(string id, byte[] bytes)
    {
        // The block for readers of the first version, with 32 bits for a time, is skipped.
        var header = Counts(bytes);
        var block = bytes.AsSpan(HeaderSize + Size(header, timeSize: 4));
        var (isUt, isStandard, leaps, times, types, names) = Counts(block);
        var at = block[HeaderSize..];
        var kinds = at[(times * 8)..];
        var infos = kinds[times..];

        var changes = new List<Change>();
        for (var i = 0; i < times; i++)
        {
            var offset = BinaryPrimitives.ReadInt32BigEndian(infos[(kinds[i] * 6)..]);
            changes.Add(new Change(BinaryPrimitives.ReadInt64BigEndian(at[(i * 8)..]), offset));
        }

        var footer = block[(HeaderSize + Size((isUt, isStandard, leaps, times, types, names), timeSize: 8))..];
        return new ZoneFile(
            id, BinaryPrimitives.ReadInt32BigEndian(infos), changes, Encoding.ASCII.GetString(footer).Trim('\n'));
    }

    private static (int IsUt, int IsStandard, int Leaps, int Times, int Types, int Names) Counts(
        ReadOnlySpan<byte> block)
    {
        Span<int> counts = stackalloc int[6];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = BinaryPrimitives.ReadInt32BigEndian(block[(20 + (4 * i))..]);
        return (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    private static int Size(
        (int IsUt, int IsStandard, int Leaps, int Times, int Types, int Names) counts, int timeSize) =>
        (counts.Times * (timeSize + 1)) + (counts.Types * 6) + counts.Names + (counts.Leaps * (timeSize + 4))
        + counts.IsStandard + counts.IsUt;

    private static IEnumerable<Change> Expand(Match rule, int firstYear)
    {
        // POSIX counts westwards.
        var standard = -Seconds(rule.Groups["offset"].Value);
        var summer = rule.Groups["dstOffset"] is { Success: true } named ? -Seconds(named.Value) : standard + 3600;
        for (var year = firstYear; year <= LastYear; year++)
        {
            yield return new Change(LocalSeconds(rule.Groups["start"].Value, year) - standard, summer);
            yield return new Change(LocalSeconds(rule.Groups["end"].Value, year) - summer, standard);
        }
    }

    /// <summary>A date such as <c>M3.2.0/2</c>: the second Sunday of March at two.</summary>
    private static long LocalSeconds(string date, int year)
    {
        var parts = date.Split('/');
        if (parts[0].Split('.') is not [['M', .. var month], var week, var day])
            throw new NotSupportedException($"No zone had a rule like {date} so far.");

        var first = new DateTime(year, Number(month), 1, 0, 0, 0, DateTimeKind.Utc);
        var on = first.AddDays(((Number(day) - (int)first.DayOfWeek + 7) % 7) + (7 * (Number(week) - 1)));
        while (on.Month != first.Month)
            on = on.AddDays(-7);
        return ((DateTimeOffset)on).ToUnixTimeSeconds() + TimeOf(date);
    }

    private static int TimeOf(string date) => date.Split('/') is [_, var time] ? Seconds(time) : 2 * 3600;

    private static bool IsWithinDay(string date) => TimeOf(date) is >= 0 and < 24 * 3600;

    private static int Seconds(string time)
    {
        var sign = time.StartsWith('-') ? -1 : 1;
        var parts = time.TrimStart('+', '-').Split(':').Select(Number).Concat([0, 0]).Take(3).ToArray();
        return sign * ((parts[0] * 3600) + (parts[1] * 60) + parts[2]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^([A-Za-z]+|<[^>]+>)(?<offset>[-+\d:]+)"
        + @"((?<dst>[A-Za-z]+|<[^>]+>)(?<dstOffset>[-+\d:]+)?,(?<start>[^,]+),(?<end>.+))?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ByRule();

    /// <param name="At">When, in seconds from 1970.</param>
    /// <param name="Offset">What the clocks are ahead of UTC from then on, in seconds.</param>
    public sealed record Change(long At, int Offset);
}
