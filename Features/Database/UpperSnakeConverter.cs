using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Engify.Features.Database;

/// <summary>Stores an enum as the UPPER_SNAKE text that the API uses.</summary>
internal sealed class UpperSnakeConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => Texts[value], text => Values[text])
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Texts = Enum.GetValues<TEnum>()
        .ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()));

    private static readonly Dictionary<string, TEnum> Values = Texts.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The SQL of a CHECK that lets only these texts into the column.</summary>
    public static string Check(string column) =>
        $"{column} IN ({string.Join(", ", Texts.Values.Select(text => $"'{text}'"))})";
}
