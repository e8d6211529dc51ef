using System.Text.Json.Nodes;

namespace Engify.Tests.OpenApi;

/// <summary>What a schema of an OpenAPI document says, its references followed and its <c>allOf</c> joined.</summary>
/// <param name="Types">The types that a value may have, <c>null</c> among them; null for any.</param>
/// <param name="Values">The values of its enum, as JSON; null for any.</param>
/// <param name="Members">What each member must be: all of these schemas.</param>
/// <param name="Required">The members that are always there.</param>
/// <param name="Items">What an array is made of.</param>
/// <param name="Others">What members may be that are not named, if that is said.</param>
/// <param name="Keywords">Everything else that bounds a value, such as <c>maxLength</c>.</param>
/// <param name="References">The references that were followed.</param>
internal sealed record SchemaView(
    IReadOnlySet<string>? Types,
    IReadOnlySet<string>? Values,
    IReadOnlyDictionary<string, IReadOnlyList<JsonNode>> Members,
    IReadOnlySet<string> Required,
    IReadOnlyList<JsonNode> Items,
    IReadOnlyList<JsonNode> Others,
    IReadOnlyDictionary<string, JsonNode> Keywords,
    string References)
{
    private static readonly string[] Bounds =
    [
        "format", "pattern", "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems",
    ];

    /// <param name="schemas">What a value must be: all of these.</param>
    /// <param name="document">Where their references lead.</param>
    public static SchemaView Of(IReadOnlyList<JsonNode> schemas, JsonNode document)
    {
        HashSet<string>? types = null;
        HashSet<string>? values = null;
        var members = new Dictionary<string, IReadOnlyList<JsonNode>>();
        var required = new HashSet<string>();
        var items = new List<JsonNode>();
        var others = new List<JsonNode>();
        var keywords = new Dictionary<string, JsonNode>();
        var references = new List<string>();
        foreach (var schema in schemas)
            Add(schema);
        return new SchemaView(types, values, members, required, items, others, keywords, string.Join(' ', references));

        void Add(JsonNode node)
        {
            if (node is not JsonObject schema)
                return; // true: anything

            if (schema["$ref"] is { } reference)
            {
                references.Add($"{reference}");
                Add(Documents.Follow(schema, document));
            }

            foreach (var part in schema["allOf"]?.AsArray() ?? [])
                Add(part!);
            AddAlternatives(schema);
            if (schema["type"] is { } type)
                types = Both(types, [.. type is JsonArray several ? several.Select(each => $"{each}") : [$"{type}"]]);
            if (schema["enum"] is JsonArray listed)
                values = Both(values, [.. listed.Select(Text)]);
            if (schema.TryGetPropertyValue("const", out var only))
                values = Both(values, [Text(only)]);
            foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
                members[name] = [.. members.GetValueOrDefault(name, []), member!];
            required.UnionWith(schema["required"]?.AsArray().Select(name => $"{name}") ?? []);
            if (schema["items"] is { } item)
                items.Add(item);
            if (schema["additionalProperties"] is { } other)
                others.Add(other);
            foreach (var keyword in Bounds.Where(schema.ContainsKey))
                keywords[keyword] = schema[keyword]!;
        }

        // A type or null is how an optional object is said; other alternatives are compared as they stand.
        void AddAlternatives(JsonObject schema)
        {
            foreach (var keyword in new[] { "oneOf", "anyOf" })
            {
                if (schema[keyword] is not JsonArray alternatives)
                    continue;

                var some = alternatives.Where(alternative => $"{alternative!["type"]}" != "null").ToList();
                if (some.Count == 1 && alternatives.Count == 2)
                {
                    Add(some[0]!);
                    types = types is null ? null : [.. types, "null"];
                    values = values is null ? null : [.. values, "null"];
                }
                else
                {
                    keywords[keyword] = Documents.Expand(alternatives, document);
                }
            }
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    private static HashSet<string> Both(HashSet<string>? known, HashSet<string> more) =>
        known is null ? more : [.. known.Intersect(more)];
}
