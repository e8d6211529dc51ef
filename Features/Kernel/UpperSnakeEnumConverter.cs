using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

/// <summary>
/// Reads and writes enums as exactly their UPPER_SNAKE names. The framework's converter also accepts other cases,
/// surrounding spaces, and several names at once.
/// </summary>
internal sealed class UpperSnakeEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly Dictionary<TEnum, JsonEncodedText> Names =
            Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonEncodedText.Encode(JsonNames.Of(value)));

        private static readonly Dictionary<string, TEnum> Values =
            Names.ToDictionary(pair => pair.Value.Value, pair => pair.Key);

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);
    }
}
