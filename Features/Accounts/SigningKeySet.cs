using Microsoft.IdentityModel.Tokens;

namespace Engify.Features.Accounts;

/// <summary>The keys of one moment.</summary>
/// <param name="Signer">The private key that signs.</param>
/// <param name="Accepted">
/// The keys whose signatures count: the signer's, those of older tokens, and the one that is about to sign.
/// </param>
public sealed record SigningKeySet(ECDsaSecurityKey Signer, IReadOnlyList<ECDsaSecurityKey> Accepted);
