using System.Globalization;
using System.Text.Json;
using Engify.Features.Pipeline.Json;

namespace Engify.Tests.Pipeline;

public sealed class InstantTests
{
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
            JsonSerializer.Serialize(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), EngifyJson.Options));
}
