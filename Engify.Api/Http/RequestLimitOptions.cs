using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Http;

/// <summary>How large and how slow a request may be.</summary>
internal sealed class RequestLimitOptions
{
    public const string Section = "RequestLimits";

    /// <summary>The largest request body, in bytes, 1 or more.</summary>
    [Range(1, int.MaxValue)]
    public int MaxBodySize { get; set; } = 64 * 1024;

    /// <summary>The largest total size of a request's headers, in bytes, 1 or more.</summary>
    [Range(1, int.MaxValue)]
    public int MaxHeadersSize { get; set; } = 16 * 1024;

    /// <summary>How long the headers may take to arrive, and then the answer to be produced: up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
