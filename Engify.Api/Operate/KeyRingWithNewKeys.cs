using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Engify.Api.Operate;

/// <summary>
/// Data Protection's key ring is read once a day. This one adds the keys that other instances have made since: it looks
/// in the database for an unknown key before it gives up what that key encrypted.
/// </summary>
/// <param name="provider">
/// Data Protection's own provider, which does this in its first two minutes only, and then without a limit.
/// </param>
internal sealed partial class KeyRingWithNewKeys(
    IKeyRingProvider provider, IKeyManager manager, ILogger<KeyRingWithNewKeys> logger) : IKeyRingProvider, IDisposable
{
    private readonly ConcurrentDictionary<Guid, FoundKey> found = new();
    private readonly Lock reading = new();

    /// <summary>Limits the look-ups, so that damaged data or lost keys do not cost a query each.</summary>
    private readonly TokenBucketRateLimiter limit = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 10,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });

    public IKeyRing GetCurrentKeyRing() => new KeyRing(provider.GetCurrentKeyRing(), this);

    public void Dispose() => limit.Dispose();

    private FoundKey? Find(Guid id)
    {
        if (found.TryGetValue(id, out var known))
            return known;

        lock (reading)
        {
            if (!found.ContainsKey(id))
                Read(id);
        }

        return found.GetValueOrDefault(id);
    }

    private void Read(Guid id)
    {
        using var lease = limit.AttemptAcquire();
        if (!lease.IsAcquired || manager.GetAllKeys().FirstOrDefault(key => key.KeyId == id) is not { } key)
            return;

        found[id] = new FoundKey(key.CreateEncryptor(), key.IsRevoked);
        LogFound(id);
    }

    [LoggerMessage(LogLevel.Information, "Found the key {Id}, which another instance has made")]
    private partial void LogFound(Guid id);

    private sealed record FoundKey(IAuthenticatedEncryptor? Encryptor, bool IsRevoked);

    private sealed class KeyRing(IKeyRing ring, KeyRingWithNewKeys keys) : IKeyRing
    {
        public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor => ring.DefaultAuthenticatedEncryptor;

        public Guid DefaultKeyId => ring.DefaultKeyId;

        public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked)
        {
            if (ring.GetAuthenticatedEncryptorByKeyId(keyId, out isRevoked) is { } encryptor)
                return encryptor;

            var key = keys.Find(keyId);
            isRevoked = key is { IsRevoked: true };
            return key?.Encryptor;
        }
    }
}
