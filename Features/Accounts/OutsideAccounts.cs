using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Internal;

namespace Engify.Features.Accounts;

/// <summary>
/// Finds the account of somebody who signs in with an outside issuer: by issuer and subject (OpenID Connect Core 1.0,
/// section 5.7), and the first time by an email that the issuer has verified. The result is remembered for a minute.
/// </summary>
public sealed class OutsideAccounts(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache known = new(
        new MemoryCacheOptions { SizeLimit = MaxRemembered, Clock = new CacheClock(clock) });

    /// <returns>Null if there is no account.</returns>
    public async ValueTask<OutsideAccount?> FindAsync(
        string issuer, string subject, string? verifiedEmail, CancellationToken cancellationToken)
    {
        if (known.TryGetValue((issuer, subject), out OutsideAccount? account))
            return account;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        account = await FindByLoginAsync(db, issuer, subject, cancellationToken);
        if (account is null && verifiedEmail is not null && EmailText.IsNormalizable(verifiedEmail))
        {
            var email = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>()
                .NormalizeEmail(EmailText.Trim(verifiedEmail));
            await AddLoginAsync(db, issuer, subject, email, cancellationToken);
            account = await FindByLoginAsync(db, issuer, subject, cancellationToken);
        }

        if (account is not null)
        {
            known.Set(
                (issuer, subject), account,
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        }

        return account;
    }

    public void Dispose() => known.Dispose();

    private static Task<OutsideAccount?> FindByLoginAsync(
        EngifyDbContext db, string issuer, string subject, CancellationToken cancellationToken) =>
        (from login in db.AccountLogins
         where login.LoginProvider == issuer && login.ProviderKey == subject
         join account in db.Accounts on login.UserId equals account.Id
         where account.IsActive
         select new OutsideAccount(account.Id, account.Role, account.StudentId, account.TaId))
        .SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// One statement, so that concurrent requests all find what the first one wrote. The account may have been opened
    /// by somebody else with an email that nobody had verified: now that the owner has arrived, that password and those
    /// sessions end.
    /// </summary>
    private Task AddLoginAsync(
        EngifyDbContext db, string issuer, string subject, string normalizedEmail,
        CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            WITH linked AS (
                INSERT INTO account_logins (login_provider, provider_key, account_id)
                SELECT {issuer}, {subject}, id FROM accounts WHERE normalized_email = {normalizedEmail}
                ON CONFLICT DO NOTHING
                RETURNING account_id
            ), owned AS (
                UPDATE accounts SET email_confirmed = true, password_hash = NULL
                WHERE id IN (SELECT account_id FROM linked) AND NOT email_confirmed
                RETURNING id
            )
            UPDATE refresh_token_families SET revoked_at = {clock.Now()}
            WHERE account_id IN (SELECT id FROM owned) AND revoked_at IS NULL
            """,
            cancellationToken);

    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
