using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Engify.Features.Files;

/// <summary>A request's body that is a file.</summary>
/// <param name="Content">The file.</param>
public sealed record CsvBody(byte[] Content)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 5 * 1024 * 1024;

    /// <summary>The most that the server lets through: it counts the framing of chunks, too.</summary>
    internal const int MaxFramedSize = MaxSize + 512 * 1024;

    public static async ValueTask<CsvBody?> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(CsvText.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("The body is no file.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > MaxSize)
            throw TooLarge();
        using var content = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            if (content.Length + count > MaxSize)
                throw TooLarge();
            content.Write(buffer, 0, count);
        }

        return new CsvBody(content.ToArray());
    }

    private static BadHttpRequestException TooLarge() =>
        new("The file is too large.", StatusCodes.Status413PayloadTooLarge);
}
