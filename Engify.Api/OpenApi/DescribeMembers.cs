using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>
/// Every member is always there, but for those whose constructor parameter has a default. The framework does not see
/// this of members that no constructor takes. Where unknown members are kept is no member itself.
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
