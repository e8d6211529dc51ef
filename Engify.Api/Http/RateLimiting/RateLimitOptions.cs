namespace Engify.Api.Http.RateLimiting;

/// <summary>How much a client may ask for.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Whether anything is refused for coming too often.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>For each account or, without one, each address: every request.</summary>
    public Quota General { get; set; } = new() { PermitLimit = 600 };

    /// <summary>For each address: signing in and registering.</summary>
    public Quota SignIn { get; set; } = new() { PermitLimit = 30 };
}
