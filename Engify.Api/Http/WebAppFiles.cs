using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Engify.Api.Http;

/// <summary>
/// Answers below <c>/app</c> with the files of the built web app, compressed when it was built, and leads there from
/// <c>/</c>. Each address that is no file is a page of the app, which reads the address itself.
/// </summary>
internal sealed class WebAppFiles(RequestDelegate next, IOptions<WebAppOptions> options)
{
    public const string Index = "index.html";

    /// <summary>Files whose names change with their content.</summary>
    private const string Assets = "/assets";

    /// <summary>The smallest first.</summary>
    private static readonly (string Encoding, string Extension)[] Compressions = [("br", ".br"), ("gzip", ".gz")];

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly IFileProvider files =
        options.Value.IsBuilt() ? new PhysicalFileProvider(options.Value.GetFolder()) : new NullFileProvider();

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        // Not below /api, where only the API is served as well.
        var prefix = context.Features.Get<ForwardedPrefix>()?.Path ?? PathString.Empty;
        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isReading || request.PathBase != prefix)
            return next(context);
        if (request.Path == "/")
            return LeadAsync(context, prefix);
        return request.Path.StartsWithSegments(EngifyWebApp.Root, out var path)
            ? SendAsync(context, path)
            : next(context);
    }

    private Task LeadAsync(HttpContext context, PathString prefix)
    {
        if (files is not NullFileProvider)
            return TypedResults.Redirect($"{prefix.ToUriComponent()}{EngifyWebApp.Root}/").ExecuteAsync(context);
        // People are told in a sentence; a program gets the problem that it gets for any unknown address.
        return context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? TypedResults.Text(EngifyWebApp.Missing, statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context)
            : next(context);
    }

    private Task SendAsync(HttpContext context, PathString path)
    {
        var name = path.Value!.TrimStart('/');
        var isAsset = path.StartsWithSegments(Assets);
        if (!isAsset && Find(name) is null)
            name = Index;
        if (Find(name) is not { } file)
            return next(context);

        var headers = context.Response.Headers;
        headers.CacheControl = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var taken = context.Request.GetTypedHeaders().AcceptEncoding
            .Where(known => known.Quality is not 0).Select(known => known.Value).ToList();
        foreach (var (encoding, extension) in Compressions)
        {
            if (taken.Contains(encoding) && Find(name + extension) is { } compressed)
            {
                headers.ContentEncoding = encoding;
                file = compressed;
                break;
            }
        }

        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        return TypedResults.PhysicalFile(
                file.PhysicalPath!, TypeOf(name), lastModified: file.LastModified, entityTag: tag)
            .ExecuteAsync(context);
    }

    private IFileInfo? Find(string name) =>
        files.GetFileInfo(name) is { Exists: true, PhysicalPath: not null } file ? file : null;

    private static string TypeOf(string name) =>
        ContentTypes.TryGetContentType(name, out var type) ? type : "application/octet-stream";
}
