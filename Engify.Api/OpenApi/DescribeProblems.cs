using Engify.Api.Problems;
using Engify.Features.Pipeline;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Lists, for each operation, the codes by which it may fail: those of its rules and those of the way there.</summary>
internal sealed class DescribeProblems : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document!.AddComponent(nameof(Problem), schema);
        operation.Responses ??= [];
        foreach (var failures in Failures(operation, context).GroupBy(failure => failure.Status))
        {
            var codes = failures.Select(failure => $"`{failure.Code}`").Distinct().Order(StringComparer.Ordinal);
            operation.Responses[$"{failures.Key}"] = new OpenApiResponse
            {
                Description = string.Join(", ", codes),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(Problem), context.Document),
                    },
                },
            };
        }
    }

    private static IEnumerable<Failure> Failures(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        List<int> statuses =
        [
            StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests,
            StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
        ];
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            statuses.AddRange([StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden]);
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            statuses.Add(StatusCodes.Status404NotFound);
        if (metadata.OfType<IAcceptsMetadata>().Any())
            statuses.AddRange([StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType]);

        return metadata.OfType<RuleProblems>().SelectMany(problems => problems.Rules).Select(Failure.Of)
            .Concat(statuses.Select(Failure.OfStatus))
            .Append(Failure.Invalid)
            .OrderBy(failure => failure.Status);
    }
}
