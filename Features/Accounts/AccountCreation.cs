using Engify.Features.Domain;
using Engify.Features.Persistence;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>Creates accounts, whoever they are for.</summary>
internal static class AccountCreation
{
    /// <exception cref="RuleViolationException">
    /// <see cref="AccountRules.EmailIsFree"/> or <see cref="AccountRules.PasswordIsStrong"/>.
    /// </exception>
    public static async Task AddAsync(this UserManager<Account> accounts, Account account, string password)
    {
        var result = await accounts.CreateAsync(account, password);
        AccountRules.EmailIsFree.Check(!result.Errors.Any(error =>
            error.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName)));
        AccountRules.PasswordIsStrong.Check(!result.Errors.Any(error =>
            error.Code.StartsWith("Password", StringComparison.Ordinal)));
        if (!result.Succeeded)
            throw new ArgumentException($"No account can be created so: {result}", nameof(account));
    }
}
