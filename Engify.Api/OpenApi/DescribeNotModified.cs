using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Lists 304 if a route declares it; the framework omits it because it has no body.</summary>
internal sealed class DescribeNotModified : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        const int status = StatusCodes.Status304NotModified;
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>()
            .Any(response => response.StatusCode == status))
        {
            operation.Responses ??= [];
            operation.Responses[$"{status}"] =
                new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) };
        }

        return Task.CompletedTask;
    }
}
