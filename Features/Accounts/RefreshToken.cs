using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Engify.Features.Accounts;

/// <summary>
/// A random token that is exchanged, once, for new tokens (RFC 6749, section 1.5; rotation by RFC 9700, section
/// 4.14.2). Only its hash is kept. Whoever exchanges it again within the leeway gets one more token of the same
/// generation: all tokens of a generation were issued at one instant, that of the exchange, and all are spent at one
/// instant.
/// </summary>
public sealed class RefreshToken(byte[] hash, Guid familyId, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
{
    private const int SizeInBytes = 32;

    /// <summary>SHA-256 of the token. It is random, so it needs neither salt nor stretching.</summary>
    public byte[] Hash { get; private set; } = hash;

    public Guid FamilyId { get; private set; } = familyId;

    public DateTimeOffset IssuedAt { get; private set; } = issuedAt;

    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    /// <summary>When its generation was exchanged, if it was exchanged itself; null while it can be.</summary>
    public DateTimeOffset? SpentAt { get; private set; }

    public RefreshTokenFamily Family { get; private set; } = null!;

    /// <summary>A new token, as its owner keeps it: base64url.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SizeInBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>
    /// Exchanges it, if its generation is the newest, or the one that was exchanged less than the leeway ago. So at
    /// most one generation is good for longer than the leeway, however often a token was exchanged: of an owner and a
    /// thief who go on side by side, the second comes too late.
    /// </summary>
    /// <param name="exchanges">When its family moved on after it was issued, earliest first.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="leeway">How long an exchange may be repeated; zero for never.</param>
    /// <returns>Whether it was; if not, it was used twice, by its owner and by a thief.</returns>
    public bool TrySpend(IReadOnlyList<DateTimeOffset> exchanges, DateTimeOffset now, TimeSpan leeway)
    {
        switch (exchanges)
        {
            case []:
                // The generations keep their order, even if the clock stands still or goes back.
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
    /// In whole milliseconds, since the order of the generations may cost some microseconds; and in both directions,
    /// since two instances' clocks may differ, and one that is far ahead is to gain nobody a longer leeway.
    /// </summary>
    private static bool IsWithin(TimeSpan leeway, TimeSpan passed) =>
        Math.Round(passed.Duration().TotalMilliseconds) < leeway.TotalMilliseconds;
}
