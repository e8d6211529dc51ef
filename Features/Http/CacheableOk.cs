using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Engify.Features.Http;

/// <summary>
/// 200 with an <c>ETag</c> of the body and <c>Cache-Control</c>, or 304 to a request whose <c>If-None-Match</c> names
/// it (RFC 9110, sections 8.8.3 and 13.1.2).
/// </summary>
public sealed class CacheableOk<T>(T value, string cacheControl) : IResult, IEndpointMetadataProvider
    where T : class
{
    /// <summary>Catalogue answers are remembered, so the same object is served many times.</summary>
    private static readonly ConditionalWeakTable<T, Body> Bodies = [];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = cacheControl == CacheControl.Catalogue ? Bodies.GetValue(value, Body.Of) : Body.Of(value);
        var response = httpContext.Response;
        response.Headers.ETag = body.ETag;
        response.Headers.CacheControl = cacheControl;

        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => EntityTags.IsSame(known, body.ETag)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Json.Length;
        await response.Body.WriteAsync(body.Json, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
    }

    private sealed record Body(byte[] Json, string ETag)
    {
        public static Body Of(T value)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, EngifyJson.Options);
            return new Body(json, EntityTags.Of(json));
        }
    }
}
