using Engify.Features.Accounts;
using Engify.Features.Students;
using Microsoft.AspNetCore.Identity;

namespace Engify.Api.Development.DemoData;

/// <summary>The accounts of the demo data: an administrator, the first TA and the first student.</summary>
internal static class DemoAccounts
{
    public const string Password = "Engify-demo-1";

    public static readonly IReadOnlyList<string> Emails =
        ["admin@engify.test", "ta@engify.test", "student@engify.test"];

    public static IReadOnlyList<Account> Create(
        IReadOnlyList<Student> students, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer,
        DateTimeOffset now)
    {
        Account[] accounts =
        [
            Account.Admin(Emails[0], "Ada Admin", now), Account.Of(DemoCatalogue.Tas[0], now),
            Account.Of(students[0], now),
        ];
        foreach (var account in accounts)
        {
            account.NormalizedEmail = account.NormalizedUserName = normalizer.NormalizeEmail(account.Email);
            account.SecurityStamp = Guid.NewGuid().ToString();
            account.PasswordHash = hasher.HashPassword(account, Password);
        }

        return accounts;
    }
}
