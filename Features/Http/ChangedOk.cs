using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Engify.Features.Http;

/// <summary>
/// 200 with a resource that was changed, and the <c>ETag</c> that <c>GET</c> gives for it from now on.
/// </summary>
/// <param name="value">The resource.</param>
/// <param name="etag">The tag, if <c>GET</c> answers with less of it.</param>
public sealed class ChangedOk<T>(T value, string? etag = null) : IResult, IEndpointMetadataProvider
    where T : class
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = etag ?? EntityTags.Of(value);
        return TypedResults.Ok(value).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
