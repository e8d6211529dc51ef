using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>Lists the headers that an answer may have, by its status and by what its operation accepts.</summary>
internal sealed class DescribeHeaders : IOpenApiDocumentTransformer
{
    private const string RateLimit = "RateLimit";
    private const string RateLimitPolicy = "RateLimit-Policy";

    private static readonly Dictionary<string, (string Description, string Example)> Headers = new()
    {
        [RateLimit] = (
            "What is left of each limit, and for how many seconds (draft-ietf-httpapi-ratelimit-headers); absent "
                + "where the operator has switched the limits off.",
            "\"general\";r=599;t=60"),
        [RateLimitPolicy] = (
            "How many requests each limit allows, and in how many seconds (draft-ietf-httpapi-ratelimit-headers); "
                + "absent where the operator has switched the limits off.",
            "\"general\";q=600;w=60"),
        [HeaderNames.RetryAfter] = ("After how many seconds to try again (RFC 9110, section 10.2.3).", "2"),
        [HeaderNames.WWWAuthenticate] = ("How to sign in (RFC 6750, section 3).", "Bearer"),
        [HeaderNames.ETag] = (
            "Names this state of the answer, to be sent as If-None-Match, or as If-Match (RFC 9110, section 8.8.3).",
            "\"1c5d7f0a2b3e4d6f8a9b0c1d2e3f4a5b\""),
        [HeaderNames.CacheControl] = (
            "For whom and how long the answer may be kept (RFC 9111, section 5.2.2).", "public, max-age=60"),
        [HeaderNames.Link] = (
            "Where the next page is, as rel=\"next\"; absent on the last one (RFC 8288).",
            "</courses?limit=20&cursor=eyJrZXkiOi4uLn0>; rel=\"next\""),
        [HeaderNames.Location] = ("Where what was made is found.", "/auth/me"),
        [HeaderNames.SetCookie] = (
            "The refresh token, where it travels so; absent otherwise.",
            "__Secure-engify-refresh=…; max-age=2592000; path=/auth; secure; samesite=strict; httponly"),
        [IdempotencyKeys.ReplayedHeader] = (
            "`true` where the answer is that of an earlier request with this key; absent otherwise.", "true"),
    };

    /// <summary>The headers whose description says when they are present.</summary>
    private static readonly string[] MayBeAbsent =
        [RateLimit, RateLimitPolicy, HeaderNames.Link, HeaderNames.SetCookie, IdempotencyKeys.ReplayedHeader];

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, (description, example)) in Headers)
        {
            document.AddComponent(name, new OpenApiHeader
            {
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = example,
                Required = !MayBeAbsent.Contains(name),
            });
        }

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var (status, response) in operation.Responses!)
            {
                var described = response as OpenApiResponse
                    ?? (OpenApiResponse)document.Components!.Responses![
                        ((OpenApiResponseReference)response).Reference.Id!];
                // The server itself answers a failure without a body, and knows nothing of our headers.
                if (described.Content is null or { Count: 0 } && status[0] == '4')
                    continue;

                described.Headers ??= new Dictionary<string, IOpenApiHeader>();
                foreach (var name in HeadersOf(operation, int.Parse(status, provider: null)))
                    described.Headers[name] = new OpenApiHeaderReference(name, document);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> HeadersOf(OpenApiOperation operation, int status)
    {
        yield return RateLimit;
        yield return RateLimitPolicy;

        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            yield return HeaderNames.RetryAfter;
        if (status is StatusCodes.Status401Unauthorized)
            yield return HeaderNames.WWWAuthenticate;
        if (status is StatusCodes.Status201Created)
            yield return HeaderNames.Location;
        if (status is StatusCodes.Status304NotModified
            || (status is StatusCodes.Status200OK && Takes(operation, HeaderNames.IfNoneMatch)))
        {
            yield return HeaderNames.ETag;
            yield return HeaderNames.CacheControl;
        }

        if (status is StatusCodes.Status200OK && Takes(operation, HeaderNames.IfMatch))
            yield return HeaderNames.ETag;
        if (status is StatusCodes.Status200OK && Takes(operation, "cursor"))
            yield return HeaderNames.Link;
        if (status is >= 200 and < 300 && Takes(operation, RefreshTokenTransport.Header))
            yield return HeaderNames.SetCookie;
        if (status is >= 200 and < 300 && Takes(operation, IdempotencyKeys.Header))
            yield return IdempotencyKeys.ReplayedHeader;
    }

    private static bool Takes(OpenApiOperation operation, string parameter) =>
        operation.Parameters?.Any(taken => taken.Name == parameter) == true;
}
