using Microsoft.IdentityModel.Tokens;

namespace Engify.Features.Accounts;

/// <summary>The keys of one moment.</summary>
/// <param name="Signer">The private key that signs.</param>
/// <param name="Accepted">
/// The keys whose signatures are accepted: the current one, those of older tokens, and the next one.
/// </param>
public sealed record SigningKeySet(ECDsaSecurityKey Signer, IReadOnlyList<ECDsaSecurityKey> Accepted);
