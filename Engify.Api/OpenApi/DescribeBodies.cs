using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>A body that may be absent need not also be <c>null</c>, which the framework would allow.</summary>
internal sealed class DescribeBodies : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var content in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            content.Schema =
                content.Schema?.OneOf?.OfType<OpenApiSchemaReference>().SingleOrDefault() ?? content.Schema;
        }

        return Task.CompletedTask;
    }
}
