namespace Engify.Api.Http.RateLimiting;

/// <summary>How many requests a client may send.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Whether requests above the limits are refused.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Per account or, without one, per address: every request.</summary>
    public Quota General { get; set; } = new() { PermitLimit = 600 };

    /// <summary>Per address: signing in and registering.</summary>
    public Quota SignIn { get; set; } = new() { PermitLimit = 30 };
}
