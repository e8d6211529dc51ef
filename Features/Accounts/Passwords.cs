using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>
/// Sets and verifies passwords. Hashing one is slow on purpose: it never runs while a connection is held, nor on a thread
/// that other requests need.
/// </summary>
internal sealed class Passwords(UserManager<Account> accounts, HashingQueue queue)
{
    /// <summary>Gives a new account its password. It is not saved yet.</summary>
    /// <exception cref="RuleViolationException">
    /// <see cref="AccountRules.PasswordIsStrong"/> or <see cref="AccountRules.HasTurn"/>.
    /// </exception>
    public async Task SetAsync(Account account, string password, CancellationToken cancellationToken)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            var result = await validator.ValidateAsync(accounts, account, password);
            AccountRules.PasswordIsStrong.Check(result.Succeeded);
        }

        using var place = await queue.EnterAsync(cancellationToken);
        account.PasswordHash = await ApartAsync(() => accounts.PasswordHasher.HashPassword(account, password));
    }

    /// <summary>
    /// Verifies a password, in a place of the <see cref="HashingQueue"/> that the caller has, and in the same time
    /// whether or not there is an account with a password.
    /// </summary>
    /// <param name="account">Null where there is none.</param>
    /// <param name="password">What was given as its password.</param>
    /// <returns>
    /// Null where it is wrong. Otherwise the hash to keep from now on: the account's own, or a new one where that was made
    /// with fewer iterations than today's.
    /// </returns>
    public Task<string?> VerifyAsync(Account? account, string password) => ApartAsync(() =>
    {
        var hasher = accounts.PasswordHasher;
        if (account?.PasswordHash is not { } hash)
        {
            // Takes as long as the real thing, which is tried twice where it is prepared: whoever measures it learns nothing.
            hasher.HashPassword(account!, password);
            if (OpaqueString.Prepare(password) != password)
                hasher.HashPassword(account!, password);
            return null;
        }

        return hasher.VerifyHashedPassword(account, hash, password) switch
        {
            PasswordVerificationResult.Success => hash,
            PasswordVerificationResult.SuccessRehashNeeded => hasher.HashPassword(account, password),
            _ => null,
        };
    });

    // The pool has as many threads as processors at first and adds to them slowly: other requests would wait for them.
    private static Task<T> ApartAsync<T>(Func<T> hash) => Task.Factory.StartNew(
        hash, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
