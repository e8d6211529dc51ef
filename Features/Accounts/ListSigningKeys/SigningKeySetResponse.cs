namespace Engify.Features.Accounts.ListSigningKeys;

/// <summary>A JWK set (RFC 7517, section 5).</summary>
/// <param name="Keys">The keys, the oldest first.</param>
public sealed record SigningKeySetResponse(IReadOnlyList<SigningKeyResponse> Keys)
{
    internal static SigningKeySetResponse Example => new([SigningKeyResponse.Example]);
}
