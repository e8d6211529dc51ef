using System.Text.Json.Nodes;

namespace Engify.Tests.OpenApi;

/// <summary>Reads OpenAPI documents as they are written.</summary>
internal static class Documents
{
    /// <summary>What a reference within the document stands for, or the node itself where it is none.</summary>
    /// <exception cref="FormatException">It leads nowhere, or out of the document.</exception>
    public static JsonObject Follow(JsonNode node, JsonNode document)
    {
        var found = node.AsObject();
        while (found["$ref"] is { } reference)
        {
            var target = document;
            foreach (var step in $"{reference}".Split('/')[1..])
            {
                target = target?[Uri.UnescapeDataString(step)
                    .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            }

            found = target as JsonObject ?? throw new FormatException($"{reference} leads nowhere.");
        }

        return found;
    }

    /// <summary>The same with every reference written out, but for those that lead back to themselves.</summary>
    public static JsonNode Expand(JsonNode node, JsonNode document) => Expand(node, document, [])!;

    private static JsonNode? Expand(JsonNode? node, JsonNode document, IReadOnlyList<string> within) => node switch
    {
        JsonObject schema when schema["$ref"] is { } reference => within.Contains($"{reference}")
            ? $"{reference}"
            : Expand(Follow(schema, document), document, [.. within, $"{reference}"]),
        JsonObject schema => new JsonObject(schema
            .Where(member => member.Key is not ("description" or "examples" or "example" or "title"))
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Expand(member.Value, document, within)))),
        JsonArray several => new JsonArray([.. several.Select(each => Expand(each, document, within))]),
        _ => node?.DeepClone(),
    };
}
