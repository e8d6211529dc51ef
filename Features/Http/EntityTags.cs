using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Engify.Features.Http;

/// <summary>Compares the entity tags that clients know with ours (RFC 9110, section 8.8.3).</summary>
public static partial class EntityTags
{
    /// <summary>The tag of an answer with this value.</summary>
    /// <typeparam name="T">
    /// What the answer is made of; what <paramref name="value"/> has besides does not count.
    /// </typeparam>
    public static string Of<T>(T value)
        where T : class =>
        Of(JsonSerializer.SerializeToUtf8Bytes(value, EngifyJson.Options));

    /// <summary>The tag of an answer with this body.</summary>
    public static string Of(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";

    /// <summary>
    /// Whether the client's tag matches ours: by weak comparison (RFC 9110, section 8.8.3.2), and also if a proxy that
    /// compressed the answer added a suffix to the tag.
    /// </summary>
    /// <param name="known">A tag of the client's, or <c>*</c> for any.</param>
    /// <param name="ours">The strong tag of the present answer, with its quotes.</param>
    public static bool IsSame(EntityTagHeaderValue known, string ours)
    {
        var tag = known.Tag.AsSpan();
        return known.Equals(EntityTagHeaderValue.Any)
            || tag.SequenceEqual(ours)
            || (tag.StartsWith(ours.AsSpan()[..^1]) && Compressed().IsMatch(tag[(ours.Length - 1)..]));
    }

    /// <summary>What Apache and Caddy (<c>-gzip</c>) and Jetty (<c>--gzip</c>, once <c>;gzip</c>) append.</summary>
    [GeneratedRegex("""\A(?:--?|;)(?:gzip|br|zstd|deflate)"\z""")]
    private static partial Regex Compressed();
}
