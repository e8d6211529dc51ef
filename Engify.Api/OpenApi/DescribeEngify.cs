using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>What the document is about.</summary>
internal sealed class DescribeEngify : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Engify",
            Version = "v1",
            Description = "Course-based tutoring: individual sessions with TAs, bundles of sessions, and group sessions.",
        };
        return Task.CompletedTask;
    }
}
