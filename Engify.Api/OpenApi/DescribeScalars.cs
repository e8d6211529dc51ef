using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>
/// Describes ids and times as strings, integers as integers, and amounts as decimals; the framework does not know this
/// for our own converters.
/// </summary>
internal sealed class DescribeScalars : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Describe(schema, context.JsonTypeInfo.Type);
        if (schema is { Type: { } types, Items: null } && types.HasFlag(JsonSchemaType.Array)
            && context.JsonTypeInfo.ElementType is { } element)
        {
            schema.Items = Describe(new OpenApiSchema(), element);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Describe(OpenApiSchema schema, Type type)
    {
        var optional = Nullable.GetUnderlyingType(type);
        if ((optional ?? type) is { } scalar
            && (scalar == typeof(Guid) || scalar == typeof(DateTimeOffset) || scalar == typeof(TimeOnly)))
        {
            schema.Type = optional is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = scalar == typeof(Guid) ? "uuid" : scalar == typeof(DateTimeOffset) ? "date-time" : null;
            // JSON Schema's format "time" requires seconds and an offset.
            schema.Pattern = scalar == typeof(TimeOnly) ? "^([01][0-9]|2[0-3]):[0-5][0-9]$" : null;
        }

        if ((optional ?? type) == typeof(int))
        {
            schema.Type = optional is null ? JsonSchemaType.Integer : JsonSchemaType.Integer | JsonSchemaType.Null;
            schema.Format = "int32";
        }

        if ((optional ?? type) == typeof(decimal))
            schema.Format = "decimal";

        return schema;
    }
}
