using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// Hashes passwords as <see cref="OpaqueString"/> prepares them. One that was set before they were prepared is hashed
/// as it was typed then; typed so again, it still signs in, and is hashed anew, so that from then on any keyboard will
/// do.
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
