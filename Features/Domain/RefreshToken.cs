using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Engify.Features.Domain;

/// <summary>
/// A random token that is exchanged, once, for new tokens (RFC 6749, section 1.5; rotation by RFC 9700, section 4.14.2).
/// Only its hash is kept.
/// </summary>
public sealed class RefreshToken(byte[] hash, Guid familyId, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
{
    private const int SizeInBytes = 32;

    /// <summary>SHA-256 of the token. It is random, so it needs neither salt nor stretching.</summary>
    public byte[] Hash { get; private set; } = hash;

    public Guid FamilyId { get; private set; } = familyId;

    public DateTimeOffset IssuedAt { get; private set; } = issuedAt;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    /// <summary>When it was exchanged; null while it can be.</summary>
    public DateTimeOffset? SpentAt { get; private set; }

    public RefreshTokenFamily Family { get; private set; } = null!;

    /// <summary>A new token, as its owner keeps it: base64url.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
