using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Engify.Features.Http;

/// <summary>201 with a new resource, where it is, and the <c>ETag</c> that <c>GET</c> gives for it.</summary>
/// <param name="value">The resource.</param>
/// <param name="location">Where it is.</param>
/// <param name="etag">The tag, if <c>GET</c> answers with less of it.</param>
public sealed class CreatedWithTag<T>(T value, string? location, string? etag = null) : IResult, IEndpointMetadataProvider
    where T : class
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = etag ?? EntityTags.Of(value);
        return TypedResults.Created(location, value).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}
