using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Engify.Tests.Kernel;

public sealed class InstantTests
{
    private static readonly Gen<(DateTime Second, string Fraction, int Offset, char T, char Z)> Instants =
        from second in Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond]
        from fraction in Gen.Char['0', '9'].Array[0, 30]
        from offset in Gen.OneOf(Gen.Int[-1439, 1439], Gen.OneOf(-1439, -840, 0, 840, 1439))
        from t in Gen.OneOf('T', 't')
        from z in Gen.OneOf('Z', 'z', '+', '-')
        select (new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc), new string(fraction), offset, t, z);

    [Theory]
    [InlineData("2026-11-25T18:30:00Z", "2026-11-25T18:30:00Z")]
    [InlineData("2026-11-25T18:30:00.000000Z", "2026-11-25T18:30:00Z")]
    [InlineData("2026-11-25T18:30:00.5Z", "2026-11-25T18:30:00.5Z")]
    [InlineData("2026-11-25T18:30:10.100200Z", "2026-11-25T18:30:10.1002Z")]
    [InlineData("2026-11-25T18:30:00.000001Z", "2026-11-25T18:30:00.000001Z")]
    // Of ticks that are no whole microsecond, what is left of it is cut off.
    [InlineData("2026-11-25T18:30:00.1234567Z", "2026-11-25T18:30:00.123456Z")]
    [InlineData("2026-11-25T18:30:00.0000009Z", "2026-11-25T18:30:00Z")]
    [InlineData("2026-11-26T00:30:00+07:00", "2026-11-25T17:30:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z")]
    public void Instants_are_written_in_UTC_with_a_fraction_only_where_there_is_one(string instant, string written) =>
        Assert.Equal(
            $"\"{written}\"",
            JsonSerializer.Serialize(
                DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), EngifyJson.Options));

    [Theory]
    // What is finer than a microsecond is cut off, however many digits there are.
    [InlineData("2026-03-03T10:00:59.9999999Z", "2026-03-03T10:00:59.999999Z")]
    [InlineData("2026-03-03T10:00:59.999999999Z", "2026-03-03T10:00:59.999999Z")]
    [InlineData("2026-03-03T10:00:59.99999999999999999999999999999999Z", "2026-03-03T10:00:59.999999Z")]
    [InlineData("2026-03-03T10:00:59.0000000009Z", "2026-03-03T10:00:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999999Z", "9999-12-31T23:59:59.999999Z")]
    // Offsets are hours and minutes of a day.
    [InlineData("2026-03-03T12:00:00+14:00", "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-03T12:00:00+15:00", "2026-03-02T21:00:00Z")]
    [InlineData("2026-03-03T12:00:00+18:00", "2026-03-02T18:00:00Z")]
    [InlineData("2026-03-03T12:00:00+23:59", "2026-03-02T12:01:00Z")]
    [InlineData("2026-03-03T12:00:00-23:59", "2026-03-04T11:59:00Z")]
    [InlineData("2026-03-03T12:00:00-00:00", "2026-03-03T12:00:00Z")]
    [InlineData("2026-03-03T12:00:00+00:00", "2026-03-03T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00-00:01", "0001-01-01T00:01:00Z")]
    [InlineData("2026-03-03t12:00:00z", "2026-03-03T12:00:00Z")]
    [InlineData("2024-02-29T23:30:00.5-01:00", "2024-03-01T00:30:00.5Z")]
    // All of a leap second is the start of the second after it.
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60.999999999Z", "2017-01-01T00:00:00Z")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z")]
    [InlineData("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z")]
    [InlineData("2026-03-03t23:59:60z", "2026-03-04T00:00:00Z")]
    public void Every_form_that_RFC_3339_allows_is_read(string text, string instant) =>
        Assert.Equal($"\"{instant}\"", JsonSerializer.Serialize(Read(text), EngifyJson.Options));

    [Theory]
    [InlineData("2026-03-03T12:00:00")]
    [InlineData("2026-03-03")]
    [InlineData("12:00:00Z")]
    [InlineData("2026-03-03 12:00:00Z")]
    [InlineData("2026-03-03T12:00Z")]
    [InlineData("2026-03-03T12:00:00.Z")]
    [InlineData("2026-03-03T12:00:00,5Z")]
    [InlineData("2026-03-03T12:00:00+0200")]
    [InlineData("2026-03-03T12:00:00+02")]
    [InlineData("2026-03-03T12:00:00+24:00")]
    [InlineData("2026-03-03T12:00:00+12:60")]
    [InlineData("2026-03-03T12:00:00+99:99")]
    [InlineData("2026-03-03T12:00:00Z ")]
    [InlineData("2026-03-03T12:00:00Z\n")]
    [InlineData(" 2026-03-03T12:00:00Z")]
    [InlineData("-2026-03-03T12:00:00Z")]
    [InlineData("12026-03-03T12:00:00Z")]
    [InlineData("٢٠٢٦-03-03T12:00:00Z")]
    [InlineData("2026-03-03T12:00:00.٥Z")]
    [InlineData("2026-03-03T24:00:00Z")]
    [InlineData("2026-03-03T12:60:00Z")]
    [InlineData("2026-03-03T12:00:61Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-02-29T12:00:00Z")]
    [InlineData("2026-00-01T12:00:00Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-04-31T12:00:00Z")]
    // No leap second begins but at the end of a day in UTC.
    [InlineData("2016-12-31T23:58:60Z")]
    [InlineData("2016-12-31T22:59:60Z")]
    [InlineData("2016-12-31T23:59:60-08:00")]
    [InlineData("2016-12-31T23:59:60+00:01")]
    [InlineData("2016-12-32T23:59:60Z")]
    // Before the year 1 and after the year 9999 there is nothing that can be kept.
    [InlineData("0000-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("9999-12-31T23:59:60Z")]
    public void Invalid_and_out_of_range_instants_are_refused(string text) =>
        Assert.Throws<JsonException>(() => Read(text));

    [Fact]
    public void Instants_are_read_exactly_and_cut_to_microseconds() =>
        Instants.Sample(instant =>
        {
            var (second, fraction, minutes, t, z) = instant;
            var offset = z switch
            {
                '+' => Math.Abs(minutes),
                '-' => -Math.Abs(minutes),
                _ => 0,
            };
            if (Shifted(second, offset) is not { } local)
                return;

            var text = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + t
                + local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
                + (fraction.Length > 0 ? $".{fraction}" : "")
                + z + (z is '+' or '-' ? $"{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}" : "");
            var microseconds = int.Parse($"{fraction}000000"[..6], CultureInfo.InvariantCulture);

            Assert.Equal(second.AddMicroseconds(microseconds).Ticks, Read(text).UtcTicks);
            Assert.Equal(TimeSpan.Zero, Read(text).Offset);
        });

    private static DateTime? Shifted(DateTime instant, int minutes)
    {
        var ticks = instant.Ticks + minutes * TimeSpan.TicksPerMinute;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : null;
    }

    private static DateTimeOffset Read(string text) =>
        JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), EngifyJson.Options);
}
