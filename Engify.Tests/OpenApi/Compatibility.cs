using System.Globalization;
using System.Text.Json.Nodes;

namespace Engify.Tests.OpenApi;

/// <summary>
/// Finds what of a new OpenAPI document breaks clients that were made for a released one, as <c>docs/api.md</c> says:
/// whatever they may send must still be taken, and whatever they may get must be something that they were told of.
/// </summary>
internal sealed class Compatibility
{
    private const string ProblemType = "application/problem+json";

    private readonly JsonNode released;
    private readonly JsonNode built;
    private readonly List<string> breaks = [];
    private readonly HashSet<(string Released, string Built, bool IsRequest)> within = [];

    private Compatibility(JsonNode released, JsonNode built)
    {
        this.released = released;
        this.built = built;
    }

    /// <returns>One line for each break; none if every old client goes on working.</returns>
    public static IReadOnlyList<string> Breaks(string released, string built)
    {
        var comparison = new Compatibility(JsonNode.Parse(released)!, JsonNode.Parse(built)!);
        comparison.CompareDocuments();
        return comparison.breaks;
    }

    private void CompareDocuments()
    {
        foreach (var (name, scheme) in Members(released["components"]?["securitySchemes"]))
        {
            var now = built["components"]?["securitySchemes"]?[name];
            foreach (var member in new[] { "type", "scheme", "in", "name" })
                CompareTexts($"security scheme {name}: {member}", scheme![member], now?[member]);
        }

        foreach (var (path, item) in Members(released["paths"]))
        {
            foreach (var (method, operation) in Members(item).Where(member => IsOperation(member.Value)))
            {
                var where = $"{method.ToUpperInvariant()} {path}";
                var now = built["paths"]?[path]?[method];
                if (now is null)
                    Add(where, "is gone");
                else
                    CompareOperations(where, (item!, operation!), (built["paths"]![path]!, now));
            }
        }
    }

    private void CompareOperations(
        string where, (JsonNode Path, JsonNode Operation) was, (JsonNode Path, JsonNode Operation) now)
    {
        CompareTexts($"{where}: operationId", was.Operation["operationId"], now.Operation["operationId"]);
        CompareSecurity(where, was.Operation, now.Operation);
        CompareParameters(where, Parameters(was, released), Parameters(now, built));
        CompareBodies(where, was.Operation["requestBody"], now.Operation["requestBody"]);
        CompareResponses(where, was.Operation["responses"]!, now.Operation["responses"]!);
    }

    /// <summary>Each way in must still be one.</summary>
    private void CompareSecurity(string where, JsonNode was, JsonNode now)
    {
        var (before, after) = (Ways(was, released), Ways(now, built));
        if (before.Any(way => !after.Any(other => other.IsSubsetOf(way))))
            Add(where, "needs another sign-in");

        static List<HashSet<string>> Ways(JsonNode operation, JsonNode document) =>
            (operation["security"] ?? document["security"])?.AsArray() is { Count: > 0 } ways
                ? [.. ways.Select(way => way!.AsObject().SelectMany(Needs).ToHashSet())]
                : [[]];

        static IEnumerable<string> Needs(KeyValuePair<string, JsonNode?> scheme) =>
            scheme.Value!.AsArray().Select(scope => $"{scheme.Key} {scope}").Append(scheme.Key);
    }

    private void CompareParameters(
        string where, Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> after)
    {
        foreach (var (name, parameter) in after)
        {
            if (IsRequired(parameter) && !(before.TryGetValue(name, out var was) && IsRequired(was)))
                Add($"{where}: {name}", "must be sent now");
        }

        foreach (var (name, was) in before)
        {
            if (!after.TryGetValue(name, out var now))
                Add($"{where}: {name}", "is gone");
            else
                CompareSchemas($"{where}: {name}", [was["schema"]!], [now["schema"]!], isRequest: true);
        }
    }

    private void CompareBodies(string where, JsonNode? was, JsonNode? now)
    {
        var (before, after) = (Followed(was, released), Followed(now, built));
        if (after is not null && IsRequired(after) && !(before is not null && IsRequired(before)))
            Add($"{where}: the body", "must be sent now");
        CompareContents($"{where}: the body", before, after, isRequest: true);
    }

    private void CompareResponses(string where, JsonNode before, JsonNode after)
    {
        foreach (var (status, was) in Members(before))
        {
            var place = $"{where}: {status}";
            if (after[status] is not { } now)
            {
                Add(place, "is gone");
                continue;
            }

            CompareContents(place, Followed(was, released), Followed(now, built), isRequest: false);
            CompareHeaders(place, Followed(was, released)!["headers"], Followed(now, built)!["headers"]);
        }

        foreach (var (status, _) in Members(after))
        {
            if (before[status] is null && status[0] is not ('4' or '5'))
                Add($"{where}: {status}", "is new, and no refusal");
        }
    }

    private void CompareHeaders(string where, JsonNode? before, JsonNode? after)
    {
        foreach (var (name, was) in Members(before))
        {
            var place = $"{where}: header {name}";
            var same =
                Members(after).FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (same.Value is null)
            {
                Add(place, "is gone");
                continue;
            }

            var (then, now) = (Followed(was, released)!, Followed(same.Value, built)!);
            if (IsRequired(then) && !IsRequired(now))
                Add(place, "need not be there now");
            CompareSchemas(place, [then["schema"]!], [now["schema"]!], isRequest: false);
        }
    }

    private void CompareContents(string where, JsonNode? was, JsonNode? now, bool isRequest)
    {
        foreach (var (type, content) in Members(was?["content"]))
        {
            if (now?["content"]?[type] is not { } other)
                Add(where, $"{type} is gone");
            else if (content!["schema"] is { } schema)
                CompareSchemas(where, [schema], [other["schema"] ?? true], isRequest, isProblem: type == ProblemType);
        }
    }

    private void CompareSchemas(
        string where, IReadOnlyList<JsonNode> was, IReadOnlyList<JsonNode> now, bool isRequest, bool isProblem = false)
    {
        var (before, after) = (SchemaView.Of(was, released), SchemaView.Of(now, built));
        var pair = (before.References, after.References, isRequest);
        if (before.References.Length > 0 && !within.Add(pair))
            return; // A schema that contains itself.

        // Whatever may be sent or got by one side must be something that the other side takes.
        var (given, taken) = isRequest ? (before, after) : (after, before);
        if (!IsWithin(given.Types, taken.Types, IsType))
            AddChange(where, "type", before.Types, after.Types);
        // A problem's codes are open: a client goes by the status where it does not know one. They only may not go.
        var isCode = isProblem && where.EndsWith(".code", StringComparison.Ordinal);
        if (!(isCode ? IsWithin(before.Values, after.Values, IsValue) : IsWithin(given.Values, taken.Values, IsValue)))
            AddChange(where, "enum", before.Values, after.Values);
        foreach (var keyword in before.Keywords.Keys.Union(after.Keywords.Keys))
            CompareKeywords(where, keyword, before, after, isRequest);

        foreach (var (name, member) in before.Members)
        {
            if (after.Members.TryGetValue(name, out var other))
                CompareSchemas($"{where}.{name}", member, other, isRequest, isProblem);
            else
                Add($"{where}.{name}", "is gone");
        }

        foreach (var name in taken.Required.Except(given.Required))
            Add($"{where}.{name}", isRequest ? "must be sent now" : "need not be there now");
        ComparePart($"{where}[]", before.Items, after.Items, isRequest, isProblem);
        ComparePart($"{where}.*", before.Others, after.Others, isRequest, isProblem);
        within.Remove(pair);
    }

    private void ComparePart(
        string where, IReadOnlyList<JsonNode> was, IReadOnlyList<JsonNode> now, bool isRequest, bool isProblem)
    {
        if (was.Count > 0 || now.Count > 0)
            CompareSchemas(where, was, now, isRequest, isProblem);
    }

    private void CompareKeywords(string where, string keyword, SchemaView before, SchemaView after, bool isRequest)
    {
        var (was, now) = (before.Keywords.GetValueOrDefault(keyword), after.Keywords.GetValueOrDefault(keyword));
        var (given, taken) = isRequest ? (was, now) : (now, was);
        var isKept = JsonNode.DeepEquals(was, now) || keyword switch
        {
            "default" => !isRequest,
            _ when taken is null => true,
            _ when given is null => false,
            "minimum" or "exclusiveMinimum" or "minLength" or "minItems" or "minProperties" =>
                Number(given) >= Number(taken),
            "maximum" or "exclusiveMaximum" or "maxLength" or "maxItems" or "maxProperties" =>
                Number(given) <= Number(taken),
            _ => false,
        };
        if (!isKept)
            Add(where, $"{keyword} was {was?.ToJsonString() ?? "none"}, is {now?.ToJsonString() ?? "none"}");
    }

    private void CompareTexts(string where, JsonNode? was, JsonNode? now)
    {
        if ($"{was}" != $"{now}")
            Add(where, $"was {was}, is {now}");
    }

    private void AddChange(string where, string what, IReadOnlySet<string>? was, IReadOnlySet<string>? now)
    {
        Add(where, $"{what} was {All(was)}, is {All(now)}");

        static string All(IReadOnlySet<string>? values) =>
            values is null ? "any" : string.Join(" or ", values.Order(StringComparer.Ordinal));
    }

    private void Add(string where, string what) => breaks.Add($"{where}: {what}");

    private static bool IsWithin(
        IReadOnlySet<string>? given, IReadOnlySet<string>? taken, Func<string, IReadOnlySet<string>, bool> isTaken) =>
        taken is null || (given is not null && given.All(value => isTaken(value, taken)));

    private static bool IsType(string one, IReadOnlySet<string> all) =>
        all.Contains(one) || (one == "integer" && all.Contains("number"));

    private static bool IsValue(string one, IReadOnlySet<string> all) => all.Contains(one);

    private static decimal Number(JsonNode value) =>
        decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsOperation(JsonNode? node) =>
        node is JsonObject operation && operation.ContainsKey("responses");

    private static bool IsRequired(JsonNode described) => $"{described["required"]}" == "true";

    private static JsonObject? Followed(JsonNode? node, JsonNode document) =>
        node is null ? null : Documents.Follow(node, document);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node?.AsObject() ?? [];

    private static Dictionary<string, JsonObject> Parameters(
        (JsonNode Path, JsonNode Operation) described, JsonNode document) =>
        new[] { described.Path["parameters"], described.Operation["parameters"] }
            .SelectMany(parameters => parameters?.AsArray() ?? [])
            .Select(parameter => Documents.Follow(parameter!, document))
            .GroupBy(parameter => $"{parameter["in"]} {parameter["name"]}")
            .ToDictionary(same => same.Key, same => same.Last());
}
