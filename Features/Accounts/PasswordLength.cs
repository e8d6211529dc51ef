using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>
/// Length makes a password strong (NIST SP 800-63B, section 3.1.1.2). Identity's own validator counts UTF-16 code units
/// and would take five emoji for ten characters.
/// </summary>
internal sealed class PasswordLength : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        password ??= "";
        var errors = new List<IdentityError>();
        if (password.CharacterCount() < AccountRules.MinPasswordLength)
            errors.Add(manager.ErrorDescriber.PasswordTooShort(AccountRules.MinPasswordLength));
        if (password.EnumerateRunes().Distinct().Count() < AccountRules.MinDifferentCharacters)
            errors.Add(manager.ErrorDescriber.PasswordRequiresUniqueChars(AccountRules.MinDifferentCharacters));
        return Task.FromResult(errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]));
    }
}
