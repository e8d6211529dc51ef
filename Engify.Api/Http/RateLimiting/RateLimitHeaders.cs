namespace Engify.Api.Http.RateLimiting;

/// <summary>
/// The headers <c>RateLimit-Policy</c> and <c>RateLimit</c> of an answer (draft-ietf-httpapi-ratelimit-headers). They
/// are written when the answer starts, because a failure on the way clears earlier headers.
/// </summary>
internal sealed class RateLimitHeaders
{
    private readonly List<WindowLease> standings = [];

    /// <summary>Whether a limit has counted this request.</summary>
    public static bool AreKnownOf(HttpContext context) => context.Features.Get<RateLimitHeaders>() is not null;

    public static RateLimitHeaders Of(HttpContext context)
    {
        if (context.Features.Get<RateLimitHeaders>() is { } known)
            return known;

        var headers = new RateLimitHeaders();
        context.Features.Set(headers);
        context.Response.OnStarting(() =>
        {
            headers.Write(context.Response.Headers);
            return Task.CompletedTask;
        });
        return headers;
    }

    /// <summary>Keeps the latest result of a limit, because the framework asks a limit that refuses twice.</summary>
    public void Tell(WindowLease standing)
    {
        standings.RemoveAll(earlier => earlier.Policy == standing.Policy);
        standings.Add(standing);
    }

    private void Write(IHeaderDictionary headers)
    {
        headers["RateLimit-Policy"] = string.Join(", ", standings.Select(standing => standing.PolicyItem));
        headers["RateLimit"] = string.Join(", ", standings.Select(standing => standing.Item));
    }
}
