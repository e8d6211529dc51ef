namespace Engify.Features.Accounts;

/// <summary>The tokens that Engify issues.</summary>
public sealed class TokenIssuerOptions
{
    public const string Section = "Tokens";

    /// <summary>The <c>iss</c> of access tokens (RFC 7519, section 4.1.1).</summary>
    public string Issuer { get; set; } = "engify";

    /// <summary>The <c>aud</c> of access tokens (RFC 7519, section 4.1.3).</summary>
    public string Audience { get; set; } = "engify";

    /// <summary>
    /// How long an access token is valid, unless its session or account ends before. The role in it counts as long.
    /// </summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a refresh token is valid. Each use gives a new one.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long the exchange of a refresh token may be repeated by a client that lost the answer or exchanged it in two
    /// tabs at once: 0 (never) to 5 minutes. A thief within this time is not noticed before the next exchange, so keep
    /// it short.
    /// </summary>
    public TimeSpan RefreshLeeway { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsRefreshLeewayUsable() =>
        RefreshLeeway >= TimeSpan.Zero && RefreshLeeway <= TimeSpan.FromMinutes(5);

    internal bool AreUsable() => Issuer.Length > 0 && Audience.Length > 0
        && AccessTokenLifetime >= TimeSpan.FromSeconds(1) && AccessTokenLifetime <= TimeSpan.FromDays(1)
        && RefreshTokenLifetime >= AccessTokenLifetime;
}
