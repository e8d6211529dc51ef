using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>Creates accounts of every role.</summary>
internal static class AccountCreation
{
    /// <param name="accounts">Where to.</param>
    /// <param name="account">The new account, with its password already set.</param>
    /// <exception cref="RuleViolationException"><see cref="AccountRules.EmailIsFree"/>.</exception>
    public static async Task AddAsync(this UserManager<Account> accounts, Account account)
    {
        var result = await accounts.CreateAsync(account);
        AccountRules.EmailIsFree.Check(!result.Errors.Any(error =>
            error.Code is nameof(IdentityErrorDescriber.DuplicateEmail)
                or nameof(IdentityErrorDescriber.DuplicateUserName)));
        if (!result.Succeeded)
            throw new ArgumentException($"No account can be created so: {result}", nameof(account));
    }
}
