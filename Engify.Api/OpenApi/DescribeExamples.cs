using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engify.Features.Database;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Adds the examples that records (their property <c>Example</c>) and areas (of parameters) have.</summary>
internal sealed class DescribeExamples(IEnumerable<Area> areas)
    : IOpenApiSchemaTransformer, IOpenApiOperationTransformer
{
    private const BindingFlags OwnExample =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Those of parameters that belong to no area.
    private static readonly Dictionary<string, object> OfEveryArea = new()
    {
        ["limit"] = 20,
        ["If-Match"] = "\"1c5d7f0a2b3e4d6f8a9b0c1d2e3f4a5b\"",
        [IdempotencyKeys.Header] = "7d0c2f5e-8f4b-4b1e-9a55-3f1f6f0f2c11",
    };

    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.GetProperty("Example", OwnExample) is { } example)
            schema.Examples = [ToJson(example.GetValue(null)!)];
        return Task.CompletedTask;
    }

    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        // An area may use the same name as another for something else.
        var examples = areas.OrderBy(area => operation.Tags?.Any(tag => tag.Name == area.Name) is not true)
            .Select(area => area.Examples).Append(OfEveryArea).ToList();
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var isDate = parameter.Schema?.Format == "date";
            if (examples.Find(known => known.TryGetValue(parameter.Name!, out var example)
                && example is DateOnly == isDate) is { } known)
            {
                parameter.Example ??= ToJson(known[parameter.Name!]);
            }
        }

        return Task.CompletedTask;
    }

    private static JsonNode ToJson(object example) =>
        JsonSerializer.SerializeToNode(example, example.GetType(), EngifyJson.Options)!;
}
