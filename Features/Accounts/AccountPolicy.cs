using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>How ASP.NET Core Identity keeps our accounts.</summary>
internal static class AccountPolicy
{
    public static void Apply(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        // The user name is the email, and people's emails hold what they like.
        identity.User.AllowedUserNameCharacters = "";

        // PasswordLength counts better.
        identity.Password.RequiredLength = 0;
        identity.Password.RequiredUniqueChars = 0;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;

        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    /// <summary>PBKDF2 with HMAC-SHA-512, as strong as the OWASP Password Storage Cheat Sheet asks (2025).</summary>
    public static void Apply(PasswordHasherOptions hashing) => hashing.IterationCount = 210_000;
}
