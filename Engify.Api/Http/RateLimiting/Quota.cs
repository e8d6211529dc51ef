using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Http.RateLimiting;

/// <summary>How many requests are allowed in one <see cref="WindowLimiter.Window"/>.</summary>
internal sealed class Quota
{
    /// <summary>Requests a minute, 1 or more.</summary>
    [Range(1, int.MaxValue)]
    public int PermitLimit { get; set; }
}
