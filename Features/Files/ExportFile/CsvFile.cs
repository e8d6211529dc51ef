using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Engify.Features.Files.ExportFile;

/// <summary>200 with a file, to be saved under its name.</summary>
public sealed class CsvFile(ExportedFile file) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        return file.WriteAsync(Begin, httpContext.RequestAborted);

        Stream Begin()
        {
            var headers = httpContext.Response.GetTypedHeaders();
            headers.ContentType = new MediaTypeHeaderValue(CsvText.MediaType) { Charset = "utf-8" };
            headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = file.Name };
            headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
            return httpContext.Response.Body;
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [CsvText.MediaType]));
}
