using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// Hashes passwords after <see cref="OpaqueString"/> has prepared them. An older hash was made from the password as
/// typed; typed the same way, it still signs in and is then hashed anew, so that any keyboard works from then on.
/// </summary>
internal sealed class PasswordHashing(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    public override string HashPassword(Account user, string password) =>
        base.HashPassword(user, OpaqueString.Prepare(password));

    public override PasswordVerificationResult VerifyHashedPassword(
        Account user, string hashedPassword, string providedPassword)
    {
        var prepared = OpaqueString.Prepare(providedPassword);
        var result = base.VerifyHashedPassword(user, hashedPassword, prepared);
        if (result != PasswordVerificationResult.Failed || prepared == providedPassword)
            return result;

        return base.VerifyHashedPassword(user, hashedPassword, providedPassword) == PasswordVerificationResult.Failed
            ? PasswordVerificationResult.Failed
            : PasswordVerificationResult.SuccessRehashNeeded;
    }
}
