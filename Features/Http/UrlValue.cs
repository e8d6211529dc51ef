using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engify.Features.Http;

/// <summary>
/// A value in a route or query, read like the same value in a body: ids are opaque, instants have an offset, enums are
/// UPPER_SNAKE, integers are any number without a fraction.
/// </summary>
public readonly record struct UrlValue<T>(T Value)
    where T : struct
{
    public static bool TryParse(string text, out UrlValue<T> value)
    {
        try
        {
            var json = typeof(T) == typeof(int) && IntegerConverter.TryParse(text.Trim(), out var number)
                ? JsonValue.Create(number)
                : JsonValue.Create(text);
            value = new UrlValue<T>(json.Deserialize<T>(EngifyJson.Options));
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    [SuppressMessage("Usage", "CA2225", Justification = "Value is the alternative.")]
    public static implicit operator T(UrlValue<T> value) => value.Value;
}
