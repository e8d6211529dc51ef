using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

/// <summary>
/// Ids are opaque to clients. A string that cannot be an id reads as the empty UUID, which no object has, so it is not
/// found like any other unknown id. Anything but a string is an error.
/// </summary>
internal sealed class OpaqueIdConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Guid.TryParseExact(reader.GetString(), "D", out var id) ? id : Guid.Empty
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
