using Engify.Features.Accounts;
using Engify.Features.Database;
using Engify.Features.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Gives the type of each value in a URL, and adds the headers that a request may have.</summary>
internal sealed class DescribeParameters : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var described =
                context.Description.ParameterDescriptions.FirstOrDefault(found => found.Name == parameter.Name);
            if (UrlValueOf(described?.ParameterDescriptor?.ParameterType) is { } type)
                parameter.Schema = await SchemaOfAsync(type, context, cancellationToken);
            if (parameter is { Name: "limit", Schema: OpenApiSchema limit })
                limit.Default = Page.DefaultLimit;
        }

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IProducesResponseTypeMetadata>()
            .Any(response => response.StatusCode == StatusCodes.Status304NotModified))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = HeaderNames.IfNoneMatch,
                In = ParameterLocation.Header,
                Description = "The `ETag` of an answer that is known already: 304 where it is still the same.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<RequiresIfMatch>().Any())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = HeaderNames.IfMatch,
                In = ParameterLocation.Header,
                Required = true,
                Description = "The `ETag` of the state that is to be changed, or `*` for whatever it is now.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<CarriesRefreshToken>().Any())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = RefreshTokenTransport.Header,
                In = ParameterLocation.Header,
                Description = "For pages of this service's own origin: the refresh token travels in a cookie that no "
                    + "script can read, and in no body.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [RefreshTokenTransport.Cookie],
                },
            });
        }

        if (metadata.OfType<AcceptsIdempotencyKey>().Any())
        {
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
                    Pattern = "^[!-~]*$",
                },
            });
        }
    }

    private static async Task<IOpenApiSchema> SchemaOfAsync(
        Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
        if (!type.IsEnum)
            return schema;

        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private static Type? UrlValueOf(Type? parameter) =>
        parameter is not null
        && (Nullable.GetUnderlyingType(parameter) ?? parameter) is { IsGenericType: true } value
        && value.GetGenericTypeDefinition() == typeof(UrlValue<>)
            ? value.GetGenericArguments()[0]
            : null;
}
