using Engify.Features.Accounts;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Harness;

/// <summary>
/// Whom a request is sent by: <c>admin</c>, <c>student {id}</c>, <c>ta {id}</c> or <c>anonymous</c>. Their access
/// tokens are real; only signing in, which is slow on purpose, is left to the tests about it.
/// </summary>
public static class As
{
    public const string Admin = "admin";
    public const string Anonymous = "anonymous";

    /// <summary>The account of <see cref="Admin"/>; that of a student or TA has the id of theirs.</summary>
    public static readonly Guid AdminAccount = Guid.Parse("01900000-0000-7000-8000-0000000000ad");

    public static string Student(Guid id) => $"student {id}";

    public static string Ta(Guid id) => $"ta {id}";

    /// <summary>The <c>Authorization</c> header; null for nobody.</summary>
    public static async Task<string?> AuthorizationAsync(IServiceProvider services, string by)
    {
        if (AccountOf(by) is not { } account)
            return null;

        var tokens = services.GetRequiredService<AccessTokens>();
        return $"Bearer {await tokens.IssueAsync(account, sessionId: null, CancellationToken.None)}";
    }

    private static Account? AccountOf(string by)
    {
        var now = EngifyFixture.Start;
        switch (by.Split(' '))
        {
            case ["admin"]:
                return With(AdminAccount, Account.Admin("admin@engify.test", "Admin", now));
            case ["student", var id]:
                return With(Guid.Parse(id), Account.Of(new Student(Guid.Parse(id), "a@engify.test", "A", now), now));
            case ["ta", var id]:
                return With(Guid.Parse(id), Account.Of(new Ta(Guid.Parse(id), "B", "b@engify.test"), now));
            case ["anonymous"]:
                return null;
            default:
                throw new ArgumentException($"Nobody is '{by}'.", nameof(by));
        }
    }

    private static Account With(Guid id, Account account)
    {
        account.Id = id;
        return account;
    }
}
