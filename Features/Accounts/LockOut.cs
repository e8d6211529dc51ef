using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// Counts wrong passwords, for each email and network, and for the email as a whole. A network that got five of them
/// wrong waits for a while; all networks together are slowed down after twenty, more with each, but never by more than
/// about a minute. So a stranger locks out nobody but the stranger. A network from which the account was signed in to
/// before is neither locked nor slowed down.
/// </summary>
internal sealed class LockOut(
    EngifyDbContext db, ILookupNormalizer normalizer, Transactions transactions, Caller caller, TimeProvider clock,
    IOptions<IdentityOptions> options)
{
    /// <summary>Stands for all networks together.</summary>
    private const string Everywhere = "";

    /// <summary>How many wrong passwords an email has free, from all networks together.</summary>
    private const int FreeFailures = 20;

    /// <summary>How often the delay doubles, from one second on: to 64 seconds.</summary>
    private const int MaxDoublings = 6;

    /// <summary>When the failures of all networks together are forgotten, after the last of them.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>How long a network stays known after somebody signed in from it.</summary>
    public static readonly TimeSpan NetworkLifetime = TimeSpan.FromDays(90);

    private readonly string network = Origin.NetworkOf(caller.Address);

    /// <summary>What stands for an email: people type passwords into the wrong field.</summary>
    public byte[] HashOf(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(normalizer.NormalizeEmail(email)));

    /// <summary>
    /// Every attempt counts as a failure until it succeeds. It is counted, and committed, before the password is looked
    /// at, so guessing in parallel gains nothing. An attempt that is refused does not count.
    /// </summary>
    /// <exception cref="RuleViolationException"><see cref="AccountRules.NotLocked"/>.</exception>
    public Task CountAsync(string email, CancellationToken cancellationToken) => transactions.RunAsync(
        async () =>
        {
            var (hash, normalized) = (HashOf(email), normalizer.NormalizeEmail(email));
            var isKnown = await db.KnownNetworks.AnyAsync(
                known => known.Network == network && db.Accounts.Any(
                    account => account.Id == known.AccountId && account.NormalizedEmail == normalized),
                cancellationToken);
            AccountRules.NotLocked.Check(
                await CountHereAsync(hash, isKnown, cancellationToken) == 1
                && await CountEverywhereAsync(hash, isKnown, cancellationToken) == 1);
            return true;
        },
        cancellationToken);

    /// <summary>Takes an attempt back that succeeded, and with it all others of this network.</summary>
    public async Task ForgiveAsync(Account account, CancellationToken cancellationToken)
    {
        var hash = HashOf(account.Email!);
        await db.SignInAttempts.Where(attempts => attempts.EmailHash == hash && attempts.Network == network)
            .ExecuteDeleteAsync(cancellationToken);
        await db.SignInAttempts
            .Where(attempts => attempts.EmailHash == hash && attempts.Network == Everywhere && attempts.Failures > 0)
            .ExecuteUpdateAsync(
                set => set.SetProperty(attempts => attempts.Failures, attempts => attempts.Failures - 1),
                cancellationToken);
    }

    /// <summary>Forgets all attempts with an email.</summary>
    public Task<int> ForgetAsync(string email, CancellationToken cancellationToken)
    {
        var hash = HashOf(email);
        return db.SignInAttempts.Where(attempts => attempts.EmailHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Remembers that the account was signed in to from here.</summary>
    public Task RememberNetworkAsync(Account account, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO known_networks (account_id, network, last_signed_in_at)
            VALUES ({account.Id}, {network}, {clock.Now()})
            ON CONFLICT (account_id, network) DO UPDATE SET last_signed_in_at = excluded.last_signed_in_at
            """,
            cancellationToken);

    private Task<int> CountHereAsync(byte[] hash, bool isKnown, CancellationToken cancellationToken)
    {
        var (lockout, now) = (options.Value.Lockout, clock.Now());
        var forgottenAt = now + lockout.DefaultLockoutTimeSpan;
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sign_in_attempts AS known (email_hash, network, failures, forgotten_at)
            VALUES ({hash}, {network}, 1, {forgottenAt})
            ON CONFLICT (email_hash, network) DO UPDATE SET
                failures = CASE WHEN known.forgotten_at <= {now} THEN 1 ELSE known.failures + 1 END,
                forgotten_at = CASE
                    WHEN known.forgotten_at <= {now} OR known.failures + 1 = {lockout.MaxFailedAccessAttempts}
                    THEN {forgottenAt} ELSE known.forgotten_at
                END
            WHERE {isKnown} OR known.forgotten_at <= {now} OR known.failures < {lockout.MaxFailedAccessAttempts}
            """,
            cancellationToken);
    }

    private Task<int> CountEverywhereAsync(byte[] hash, bool isKnown, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var forgottenAt = now + Forgotten;
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sign_in_attempts AS known (email_hash, network, failures, forgotten_at)
            VALUES ({hash}, {Everywhere}, 1, {forgottenAt})
            ON CONFLICT (email_hash, network) DO UPDATE SET
                failures = CASE WHEN known.forgotten_at <= {now} THEN 1 ELSE known.failures + 1 END,
                forgotten_at = {forgottenAt}
            WHERE {isKnown} OR known.forgotten_at <= {now} OR known.failures < {FreeFailures}
               OR known.forgotten_at - {Forgotten} + make_interval(
                      secs => power(2, least(known.failures - {FreeFailures}, {MaxDoublings}))) <= {now}
            """,
            cancellationToken);
    }
}
