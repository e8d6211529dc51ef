using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>
/// Refuses the passwords that an attacker tries first: the email, and the most common passwords that are long enough
/// (NIST SP 800-63B, section 3.1.1.2).
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<Account>
{
    private static readonly FrozenSet<string> Common = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "0123456789", "0987654321", "1234567890", "12345678910", "123456789a", "123456789q", "1029384756", "1q2w3e4r5t",
        "1q2w3e4r5t6y", "1qaz2wsx3e", "1qaz2wsx3edc", "1qazxsw23edc", "9876543210", "a123456789", "abcd123456",
        "abcdefghij", "administrator", "asdfghjkl;", "asdfghjkl1", "basketball", "california", "changeme123",
        "computer123", "december12", "football12", "football123", "iloveyou12", "iloveyou123", "letmein123",
        "liverpool1", "manchester", "michael123", "p@ssw0rd123", "pass123456", "password01", "password10",
        "password11", "password12", "password123", "password1234", "password12345", "password123!", "passw0rd123",
        "princess12", "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsxedcrfv", "qwerty1234", "qwerty12345", "qwerty123456",
        "qwertyuiop", "qwertyuiop123", "qwertyuiop[]", "starwars123", "student123", "sunshine12", "superman123",
        "university", "welcome123", "welcome1234", "zaq12wsxcde3", "zxcvbnm123", "zxcvbnm,./");

    private static readonly IdentityError Guessable = new()
    {
        Code = "PasswordGuessable",
        Description = AccountRules.PasswordIsStrong.Message,
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var name = user.Email!.Split('@')[0];
        var isGuessable = password is null || Common.Contains(password)
            || (name.CharacterCount() > 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult(isGuessable ? IdentityResult.Failed(Guessable) : IdentityResult.Success);
    }
}
