using System.Threading.RateLimiting;

namespace Engify.Api.Http.RateLimiting;

/// <summary>Whether a request may pass, and how much its client has left then.</summary>
/// <param name="policy">The limit's name.</param>
/// <param name="quota">What the limit allows in a full window.</param>
/// <param name="remaining">What it still allows in this window.</param>
/// <param name="endsIn">How long this window still lasts.</param>
internal sealed class WindowLease(bool isAcquired, string policy, int quota, int remaining, TimeSpan endsIn)
    : RateLimitLease
{
    private static readonly string[] Names = [MetadataName.RetryAfter.Name];

    private readonly int endsInSeconds = (int)Math.Ceiling(endsIn.TotalSeconds);

    public override bool IsAcquired => isAcquired;

    public override IEnumerable<string> MetadataNames => isAcquired ? [] : Names;

    public string Policy => policy;

    /// <summary>An item of <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers, section 3).</summary>
    public string PolicyItem => $"\"{policy}\";q={quota};w={(int)WindowLimiter.Window.TotalSeconds}";

    /// <summary>An item of <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers, section 4).</summary>
    public string Item => $"\"{policy}\";r={remaining};t={endsInSeconds}";

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata =
            !isAcquired && metadataName == MetadataName.RetryAfter.Name ? TimeSpan.FromSeconds(endsInSeconds) : null;
        return metadata is not null;
    }
}
