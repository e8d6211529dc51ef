using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>
/// Every member is always present, except those whose constructor parameter has a default. The framework does not see
/// this for members that no constructor takes. The member that holds unknown members is not described.
/// </summary>
internal sealed class DescribeMembers : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (!member.IsExtensionData && member.AssociatedParameter is not { HasDefaultValue: true })
                (schema.Required ??= new HashSet<string>()).Add(member.Name);
        }

        return Task.CompletedTask;
    }
}
