using Engify.Features.Accounts;

namespace Engify.Features.Institution.GetInstitution;

/// <summary>
/// An OpenID Connect issuer whose access tokens are accepted. A page gets them with the authorization code flow and
/// PKCE (RFC 7636).
/// </summary>
/// <param name="Name">What people know it as.</param>
/// <param name="Authority">Its address, below which its endpoints are discovered.</param>
/// <param name="ClientId">What the issuer knows the page as.</param>
/// <param name="Scope">What to ask for, so that the token is for Engify.</param>
public sealed record OutsideIssuerResponse(string Name, string Authority, string ClientId, string Scope)
{
    /// <returns>Null where no page can sign in so.</returns>
    public static OutsideIssuerResponse? From(OutsideIssuerOptions issuer) =>
        string.IsNullOrEmpty(issuer.Authority) || string.IsNullOrEmpty(issuer.ClientId)
            ? null
            : new(issuer.Name, issuer.Authority, issuer.ClientId, issuer.Scope);
}
