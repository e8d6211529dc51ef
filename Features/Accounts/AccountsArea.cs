using Engify.Features.Students;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>Who can sign in, and how.</summary>
internal sealed class AccountsArea : Area
{
    /// <summary>How long a refresh token that has ended is kept, so that its owner is told that it has.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(7);

    public override string Description =>
        "Signing in and out, by access tokens that last for minutes and refresh tokens that last for weeks.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [AccountTable.UniqueEmail] = AccountRules.EmailIsFree,
        [AccountTable.UniqueUserName] = AccountRules.EmailIsFree,
        [AccountTable.UniqueStudent] = AccountRules.EmailIsFree,
        [AccountTable.UniqueTa] = AccountRules.EmailIsFree,
        [AccountTable.AdministratorRemains] = AccountRules.AdministratorRemains,
        [StudentTable.UniqueEmail] = AccountRules.EmailIsFree,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["accountId"] = ExampleSchool.AccountId,
        ["sessionId"] = ExampleSchool.SessionId,
        ["role"] = AccountRole.Student,
    };

    public override void Register(IServiceCollection services)
    {
        services.AddSettings<TokenIssuerOptions>(TokenIssuerOptions.Section)
            .Validate(
                tokens => tokens.AreUsable(),
                "Tokens: Issuer and Audience must not be empty, AccessTokenLifetime must be 1 second to 1 day, "
                + "RefreshTokenLifetime at least as long.")
            .Validate(
                tokens => tokens.IsRefreshLeewayUsable(),
                "Tokens:RefreshLeeway must be 00:00:00, which allows no repeat, to 00:05:00.");
        services.AddSettings<SignInLimits>(SignInLimits.Section);

        services.AddSingleton<ILookupNormalizer, EmailKey.Normalizer>();
        services.AddIdentityCore<Account>(AccountPolicy.Apply)
            .AddUserManager<AspNetUserManager<Account>>()
            .AddEntityFrameworkStores<EngifyDbContext>()
            .AddPasswordValidator<PasswordLength>()
            .AddPasswordValidator<GuessablePasswords>();
        services.Configure<PasswordHasherOptions>(AccountPolicy.Apply);
        services.AddScoped<IPasswordHasher<Account>, PasswordHashing>();
        services.AddSingleton<HashingQueue>();
        services.AddScoped<Passwords>();
        services.AddScoped<LockOut>();
        services.AddScoped<Sessions>();
        services.AddSingleton<EndedAccessMemory>();
        services.AddHostedService<EndedAccessListener>();
        services.AddSingleton<OutsideAccounts>();
        services.AddHostedService<FirstAdministrator>();

        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddHostedService<SigningKeyRefresh>();
        services.AddSingleton<Forget>(ForgetAsync);
        services.AddSingleton<Forget>(provider => (db, now, cancellationToken) => ForgetEndedAccessAsync(
            db, now - provider.GetRequiredService<IOptions<TokenIssuerOptions>>().Value.AccessTokenLifetime,
            cancellationToken));
    }

    private static async Task ForgetAsync(EngifyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var endedBefore = now - KeptAfterEnd;
        await db.SignInAttempts
            .Where(attempts => attempts.ForgottenAt <= now).ExecuteDeleteAsync(cancellationToken);
        var unusedSince = now - LockOut.NetworkLifetime;
        await db.KnownNetworks
            .Where(known => known.LastSignedInAt <= unusedSince).ExecuteDeleteAsync(cancellationToken);
        // Old tokens of an active session go too, or each refresh would look through all of them.
        await db.RefreshTokens
            .Where(token => token.ExpiresAt <= endedBefore).ExecuteDeleteAsync(cancellationToken);
        await db.RefreshTokenFamilies
            .Where(family => !db.RefreshTokens.Any(token => token.FamilyId == family.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Forgets ended access once its tokens have expired by themselves.</summary>
    private static Task ForgetEndedAccessAsync(
        EngifyDbContext db, DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        db.EndedAccess.Where(ended => ended.EndedAt <= endedBefore).ExecuteDeleteAsync(cancellationToken);
}
