using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Engify.Features.Accounts;

/// <summary>
/// A random token that is exchanged, once, for new tokens (RFC 6749, section 1.5; rotation as in RFC 9700, section
/// 4.14.2). Only its hash is stored. Exchanging it again within the leeway gives another token of the same generation.
/// All tokens of a generation count as issued at the instant of the exchange, and all are spent at the same instant.
/// </summary>
public sealed class RefreshToken(byte[] hash, Guid familyId, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
{
    private const int SizeInBytes = 32;

    /// <summary>SHA-256 of the token. It is random, so it needs neither salt nor stretching.</summary>
    public byte[] Hash { get; private set; } = hash;

    public Guid FamilyId { get; private set; } = familyId;

    public DateTimeOffset IssuedAt { get; private set; } = issuedAt;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    /// <summary>When its generation was exchanged; null until this token is exchanged itself.</summary>
    public DateTimeOffset? SpentAt { get; private set; }

    public RefreshTokenFamily Family { get; private set; } = null!;

    /// <summary>A new token in base64url, as its owner keeps it.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>
    /// Exchanges it if its generation is the newest, or was exchanged less than the leeway ago. So at most one
    /// generation stays valid longer than the leeway: if an owner and a thief both keep exchanging, the second one is
    /// too late.
    /// </summary>
    /// <param name="exchanges">The times of the family's exchanges after it was issued, earliest first.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="leeway">How long an exchange may be repeated; zero for never.</param>
    /// <returns>Whether it was exchanged. If not, it was used twice: by its owner and by a thief.</returns>
    public bool TrySpend(IReadOnlyList<DateTimeOffset> exchanges, DateTimeOffset now, TimeSpan leeway)
    {
        switch (exchanges)
        {
            case []:
                // Generations stay in order even if the clock stands still or goes back.
                var next = IssuedAt + TimeSpan.FromMicroseconds(1);
                SpentAt = now > next ? now : next;
                return true;
            case [var exchangedAt] when IsWithin(leeway, now - exchangedAt):
                SpentAt = exchangedAt;
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Compares whole milliseconds, because keeping generations in order may add some microseconds, and in both
    /// directions, because the clocks of two instances may differ and one that is ahead must not lengthen the leeway.
    /// </summary>
    private static bool IsWithin(TimeSpan leeway, TimeSpan passed) =>
        Math.Round(passed.Duration().TotalMilliseconds) < leeway.TotalMilliseconds;
}
