using Engify.Features.Pipeline.Idempotency;
using Engify.Features.Pipeline.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Says of what type a value in a URL is, and adds the header that every command takes.</summary>
internal sealed class DescribeParameters : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var described = context.Description.ParameterDescriptions.FirstOrDefault(found => found.Name == parameter.Name);
            if (UrlValueOf(described?.ParameterDescriptor?.ParameterType) is { } type)
                parameter.Schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AcceptsIdempotencyKey>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKeys.Header,
                In = ParameterLocation.Header,
                Description = "Lets the request be sent again without its being done twice; good for 24 hours.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    MinLength = 1,
                    MaxLength = IdempotencyKeys.MaxLength,
                },
            });
        }
    }

    private static Type? UrlValueOf(Type? parameter) =>
        parameter is not null
        && (Nullable.GetUnderlyingType(parameter) ?? parameter) is { IsGenericType: true } value
        && value.GetGenericTypeDefinition() == typeof(UrlValue<>)
            ? value.GetGenericArguments()[0]
            : null;
}
