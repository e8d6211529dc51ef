namespace Engify.Features.Http;

/// <summary>Values of the <c>Cache-Control</c> header (RFC 9111, section 5.2.2).</summary>
public static class CacheControl
{
    /// <summary>For what everybody may see and seldom changes: good for a minute, then to be asked again.</summary>
    public const string Catalogue = "public, max-age=60";

    /// <summary>For what changes any time or is the caller's own: to be asked again each time.</summary>
    public const string Revalidate = "private, no-cache";
}
