using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CsCheck;

namespace Engify.Tests.Kernel;

public sealed class IntegerTests
{
    /// <summary>The same number, with its point moved, and as many zeros around it as do not matter.</summary>
    private static readonly Gen<(int Number, string Text)> Written =
        from number in Gen.OneOf(Gen.Int, Gen.Int[-1000, 1000], Gen.OneOf(int.MinValue, int.MaxValue, 0))
        from moved in Gen.Int[-30, 30]
        from zeros in Gen.Int[0, 5]
        from e in Gen.OneOf("e", "E")
        from plus in Gen.OneOf("", "+")
        select (number, Write(number, moved, zeros, e, plus));

    private static readonly Gen<string> Fractions =
        from number in Gen.Int
        from fraction in Gen.Int[1, 999]
        from zeros in Gen.Int[0, 40]
        select $"{number}.{new string('0', zeros)}{fraction}";

    [Theory]
    [InlineData("60", 60)]
    [InlineData("60.0", 60)]
    [InlineData("60.000000000000000000000000000000000000", 60)]
    [InlineData("6e1", 60)]
    [InlineData("6E1", 60)]
    [InlineData("6.0e+1", 60)]
    [InlineData("600e-1", 60)]
    [InlineData("0.0006e5", 60)]
    [InlineData("60e00", 60)]
    [InlineData("-0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("0e400", 0)]
    [InlineData("0.00e-99999999999999999999", 0)]
    [InlineData("-6e1", -60)]
    [InlineData("2147483647.0", int.MaxValue)]
    [InlineData("-2.147483648e9", int.MinValue)]
    public void An_integer_is_any_number_without_a_fraction(string json, int number) =>
        Assert.Equal(number, Read(json));

    [Theory]
    [InlineData("60.5")]
    [InlineData("60.00000000000000000000000000000000000001")]
    [InlineData("6e-1")]
    [InlineData("1e-400")]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("1e9223372036854775807")]
    [InlineData("1e-9223372036854775808")]
    [InlineData("2147483648")]
    [InlineData("2147483648.0")]
    [InlineData("-2147483649e0")]
    [InlineData("9223372036854775808")]
    [InlineData("\"60\"")]
    [InlineData("\"60.0\"")]
    [InlineData("true")]
    [InlineData("[60]")]
    [InlineData("null")]
    public void Fractions_numbers_out_of_range_and_other_values_are_not_integers(string json) =>
        Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void A_number_is_the_same_integer_however_it_is_written() =>
        Written.Sample(written => Assert.Equal(written.Number, Read(written.Text)));

    [Fact]
    public void A_fraction_is_never_lost_however_small_it_is() =>
        Fractions.Sample(text => Assert.Throws<JsonException>(() => Read(text)));

    [Fact]
    public void An_integer_may_be_null_only_where_a_value_may_be_absent()
    {
        Assert.Null(JsonSerializer.Deserialize<int?>("null", EngifyJson.Options));
        Assert.Equal(60, JsonSerializer.Deserialize<int?>("6e1", EngifyJson.Options));
    }

    private static int Read(string json) => JsonSerializer.Deserialize<int>(json, EngifyJson.Options);

    private static string Write(int number, int moved, int zeros, string e, string plus)
    {
        var digits = BigInteger.Abs(number) * BigInteger.Pow(10, Math.Max(-moved, 0) + zeros);
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(moved, 0) + zeros + 1, '0');
        var point = text.Length - Math.Max(moved, 0) - zeros;
        var whole = text[..point].TrimStart('0');
        return $"{(number < 0 ? "-" : "")}{(whole.Length == 0 ? "0" : whole)}.{text[point..]}0"
            + $"{e}{(moved > 0 ? plus : "")}{moved}";
    }
}
