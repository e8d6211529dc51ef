using Engify.Api.Problems;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Lists, for each operation, the codes by which it may fail.</summary>
internal sealed class DescribeProblems : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var rules = context.Description.ActionDescriptor.EndpointMetadata.OfType<RuleProblems>()
            .SelectMany(problems => problems.Rules)
            .Append(new Rule("malformed_request", ""))
            .Append(new Rule("validation_failed", ""));
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        operation.Responses ??= [];
        foreach (var group in rules.Distinct().GroupBy(Failure.StatusOf).OrderBy(group => group.Key))
        {
            operation.Responses[$"{group.Key}"] = new OpenApiResponse
            {
                Description = string.Join(", ", group.Select(rule => $"`{rule.Code}`").Order(StringComparer.Ordinal)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = schema },
                },
            };
        }
    }
}
