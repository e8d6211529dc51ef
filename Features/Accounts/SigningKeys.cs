using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace Engify.Features.Accounts;

/// <summary>
/// The keys that sign access tokens: ECDSA on P-256 (ES256, RFC 7518, section 3.4). The first instance that needs a key
/// makes the first one.
/// </summary>
/// <param name="database">
/// Connects outside the pool, because a request that starts a session waits for the keys in a transaction.
/// </param>
public sealed class SigningKeys(
    [FromKeyedServices(EngifyDatabase.OutsidePool)] ServiceProvider database, IDataProtectionProvider protection,
    TimeProvider clock, IOptions<TokenIssuerOptions> options)
    : IDisposable
{
    /// <summary>How often an instance looks for new keys.</summary>
    internal static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a new key is published before it signs, so that every instance and client has seen it.
    /// </summary>
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("Engify.SigningKeys");
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile IReadOnlyList<LoadedKey>? keys;

    /// <summary>The current keys, from memory once they are loaded.</summary>
    public async ValueTask<SigningKeySet> GetAsync(CancellationToken cancellationToken) =>
        Choose(keys ?? await LoadOnceAsync(cancellationToken));

    /// <summary>
    /// Makes a key that begins to sign in five minutes. Tokens of the previous one stay valid until they expire.
    /// </summary>
    internal SigningKey GenerateAfter(SigningKey last) => Generate(last.Id, clock.Now() + Notice);

    internal async Task RefreshAsync(CancellationToken cancellationToken) => keys = await LoadAsync(cancellationToken);

    public void Dispose() => loading.Dispose();

    private SigningKeySet Choose(IReadOnlyList<LoadedKey> all)
    {
        var now = clock.GetUtcNow();
        var current = all.Last(key => key.ActiveFrom <= now || key == all[0]);
        return new SigningKeySet(
            current.Key,
            [
                .. all.Where(key => now < key.SignsUntil + options.Value.AccessTokenLifetime)
                    .Select(key => key.Key),
            ]);
    }

    private async Task<IReadOnlyList<LoadedKey>> LoadOnceAsync(CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            return keys ??= await LoadAsync(cancellationToken);
        }
        finally
        {
            loading.Release();
        }
    }

    private async Task<IReadOnlyList<LoadedKey>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        var stored = await ListAsync(db, cancellationToken);
        if (stored.Count == 0)
        {
            await AddFirstAsync(db, cancellationToken);
            stored = await ListAsync(db, cancellationToken);
        }

        // A key signs until its successor does, and an instance may learn of the successor a little late.
        return
        [
            .. stored.Select((key, index) => new LoadedKey(
                Load(key), key.ActiveFrom,
                index + 1 < stored.Count
                    ? stored[index + 1].ActiveFrom + RefreshInterval
                    : DateTimeOffset.MaxValue - TimeSpan.FromDays(2))),
        ];
    }

    private static Task<List<SigningKey>> ListAsync(EngifyDbContext db, CancellationToken cancellationToken) =>
        db.SigningKeys.OrderBy(key => key.ActiveFrom).ToListAsync(cancellationToken);

    private async Task AddFirstAsync(EngifyDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            db.Add(Generate(predecessor: null, clock.Now()));
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception)
            when (exception.InnerException is PostgresException { ConstraintName: SigningKeyTable.OneSuccessor })
        {
            // Another instance got there first.
        }
    }

    private SigningKey Generate(Guid? predecessor, DateTimeOffset activeFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(
            Guid.CreateVersion7(clock.Now()), predecessor, protector.Protect(key.ExportPkcs8PrivateKey()), activeFrom);
    }

    private ECDsaSecurityKey Load(SigningKey stored)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(protector.Unprotect(stored.ProtectedKey), out _);
        return new ECDsaSecurityKey(key) { KeyId = stored.Id.ToString() };
    }

    private sealed record LoadedKey(ECDsaSecurityKey Key, DateTimeOffset ActiveFrom, DateTimeOffset SignsUntil);
}
