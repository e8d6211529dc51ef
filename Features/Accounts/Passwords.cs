using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>
/// Sets and verifies passwords. Hashing is slow on purpose, so it never runs while a connection is held, nor on a
/// thread that other requests need.
/// </summary>
internal sealed class Passwords(UserManager<Account> accounts, HashingQueue queue)
{
    /// <summary>Gives a new account its password, without saving it.</summary>
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
    /// Verifies a password, in the same time whether or not there is an account with a password. The caller holds a
    /// place in the <see cref="HashingQueue"/>.
    /// </summary>
    /// <param name="account">Null where there is none.</param>
    /// <param name="password">What was given as its password.</param>
    /// <returns>
    /// Null if it is wrong. Otherwise the hash to keep: the present one, or a new one if the present one has fewer
    /// iterations than today's.
    /// </returns>
    public Task<string?> VerifyAsync(Account? account, string password) => ApartAsync(() =>
    {
        var hasher = accounts.PasswordHasher;
        if (account?.PasswordHash is not { } hash)
        {
            // Takes as long as a real check, which hashes twice if preparation changed the text, so timing reveals
            // nothing.
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

    // The thread pool starts with as many threads as processors and grows slowly, so other requests would have to wait.
    private static Task<T> ApartAsync<T>(Func<T> hash) => Task.Factory.StartNew(
        hash, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
