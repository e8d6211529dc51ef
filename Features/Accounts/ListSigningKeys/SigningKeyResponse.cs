using Microsoft.IdentityModel.Tokens;

namespace Engify.Features.Accounts.ListSigningKeys;

/// <summary>A public key on an elliptic curve, as a JWK (RFC 7518, section 6.2.1).</summary>
/// <param name="Kid">Its id, as tokens name it.</param>
/// <param name="Kty">Always <c>EC</c>.</param>
/// <param name="Use">Always <c>sig</c>.</param>
/// <param name="Alg">Always <c>ES256</c>.</param>
/// <param name="Crv">Always <c>P-256</c>.</param>
/// <param name="X">The x coordinate, base64url.</param>
/// <param name="Y">The y coordinate, base64url.</param>
public sealed record SigningKeyResponse(string Kid, string Kty, string Use, string Alg, string Crv, string X, string Y)
{
    public static SigningKeyResponse From(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKeyResponse(
            key.KeyId, JsonWebAlgorithmsKeyTypes.EllipticCurve, JsonWebKeyUseNames.Sig, SecurityAlgorithms.EcdsaSha256,
            JsonWebKeyECTypes.P256, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }

    internal static SigningKeyResponse Example => new(
        "1f0c7d8e91", "EC", "sig", "ES256", "P-256", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
}
