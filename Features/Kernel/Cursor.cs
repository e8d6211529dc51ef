using System.Buffers.Text;
using System.Text.Json;

namespace Engify.Features.Kernel;

/// <summary>The last row of a page, where the next one continues. Opaque text to clients.</summary>
/// <param name="Key">What the list is ordered by.</param>
/// <param name="Id">Breaks ties.</param>
public sealed record Cursor<TKey>(TKey Key, Guid Id)
    where TKey : notnull
{
    public static bool TryParse(string text, out Cursor<TKey>? cursor)
    {
        cursor = null;
        try
        {
            cursor = JsonSerializer.Deserialize<Cursor<TKey>>(Base64Url.DecodeFromChars(text), EngifyJson.Options);
            // A cursor that was never issued is not a cursor.
            return cursor is { Key: not null } && cursor.Id != Guid.Empty
                && (cursor.Key as string)?.IsStorable() is not false;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return false;
        }
    }

    public override string ToString() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, EngifyJson.Options));
}
