using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>How ASP.NET Core Identity is set up for our accounts.</summary>
internal static class AccountPolicy
{
    public static void Apply(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        // The user name is the email, and an email may contain almost any character.
        identity.User.AllowedUserNameCharacters = "";

        // PasswordLength checks the length, because it counts characters.
        identity.Password.RequiredLength = 0;
        identity.Password.RequiredUniqueChars = 0;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;

        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    /// <summary>
    /// PBKDF2 with HMAC-SHA-512, at the strength that the OWASP Password Storage Cheat Sheet (2025) recommends.
    /// </summary>
    public static void Apply(PasswordHasherOptions hashing) => hashing.IterationCount = 210_000;
}
