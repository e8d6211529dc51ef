using System.ComponentModel.DataAnnotations;

namespace Engify.Features.Accounts;

/// <summary>
/// The OpenID Connect issuer whose tokens are accepted beside our own, such as the university's. Without one, only our
/// own are accepted.
/// </summary>
public sealed class OutsideIssuerOptions
{
    public const string Section = "Auth";

    /// <summary>
    /// The issuer's address; its keys are found through <c>/.well-known/openid-configuration</c> below it (OpenID
    /// Connect Discovery 1.0, section 4). Requires <see cref="Audience"/>.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The <c>aud</c> of the issuer's tokens for Engify (RFC 7519, section 4.1.3).</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// The claim that holds the role: <c>student</c>, <c>ta</c> or <c>admin</c> in any case, one or several. Null means
    /// the account's own role.
    /// </summary>
    public string? RoleClaim { get; set; }

    /// <summary>
    /// What the issuer knows the web app as: a public client with the authorization code flow and PKCE, which may
    /// return to <c>/app/</c>. Without one, the web app offers Engify's own sign-in only.
    /// </summary>
    public string? ClientId { get; set; }

    /// <summary>What the web app asks the issuer for, so that the token is for Engify.</summary>
    public string Scope { get; set; } = "openid email";

    /// <summary>What people know the issuer as, such as the university's name.</summary>
    [Required]
    public string Name { get; set; } = "single sign-on";

    /// <summary>Whether <see cref="Authority"/> must be https; if not set, it must be outside Development.</summary>
    public bool RequireHttpsMetadata { get; set; }

    public bool IsWholeOrAbsent() => string.IsNullOrEmpty(Authority) == string.IsNullOrEmpty(Audience);

    public bool IsAuthorityUsable() => string.IsNullOrEmpty(Authority)
        || (Uri.TryCreate(Authority, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps
                || (address.Scheme == Uri.UriSchemeHttp && !RequireHttpsMetadata)));
}
