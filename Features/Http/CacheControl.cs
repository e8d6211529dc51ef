namespace Engify.Features.Http;

/// <summary>Values of the <c>Cache-Control</c> header (RFC 9111, section 5.2.2).</summary>
public static class CacheControl
{
    /// <summary>For public data that seldom changes: fresh for a minute, then revalidated.</summary>
    public const string Catalogue = "public, max-age=60";

    /// <summary>For data that changes at any time or belongs to the caller: revalidated each time.</summary>
    public const string Revalidate = "private, no-cache";
}
