using Engify.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

/// <summary>Passwords hashed as in production, and as they were before.</summary>
public sealed class PasswordHashTests(PasswordHashTests.Fixture engify) : IClassFixture<PasswordHashTests.Fixture>
{
    [Fact]
    public async Task The_password_is_kept_as_a_hash_only()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var hash = await engify.QueryAsync(db => db.Accounts
            .Where(account => account.Email == email).Select(account => account.PasswordHash).SingleAsync());

        // Identity's version 3: PBKDF2, here with HMAC-SHA-512 and 210,000 iterations.
        var bytes = Convert.FromBase64String(hash!);
        Assert.Equal(1, bytes[0]);
        Assert.Equal(2, bytes[4]);
        Assert.Equal(210_000, (bytes[5] << 24) | (bytes[6] << 16) | (bytes[7] << 8) | bytes[8]);
    }

    /// <summary>Before passwords were prepared they were hashed as they came.</summary>
    [Theory]
    [InlineData("cafe\u0301 cre\u0300me bru\u0302le\u0301e", "caf\u00E9 cr\u00E8me br\u00FBl\u00E9e")]
    [InlineData("caf\u00E9 cr\u00E8me br\u00FBl\u00E9e", "cafe\u0301 cre\u0300me bru\u0302le\u0301e")]
    [InlineData("correct\u00A0horse battery", "correct horse battery")]
    public async Task A_password_of_old_signs_in_as_typed_and_from_then_on_from_any_keyboard(string old, string other)
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);
        var hash = new PasswordHasher<Account>().HashPassword(null!, old);
        await engify.QueryAsync(db => db.Accounts.Where(account => account.Email == email)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, hash)));

        (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        (await engify.Api.LogInAsync(email, old)).ShouldBeOk();
        (await engify.Api.LogInAsync(email, other)).ShouldBeOk();
        (await engify.Api.LogInAsync(email, old)).ShouldBeOk();
    }

    [Fact]
    public async Task A_password_of_old_with_control_characters_goes_on_signing_in()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);
        var hash = new PasswordHasher<Account>().HashPassword(null!, "tab\tulator and more");
        await engify.QueryAsync(db => db.Accounts.Where(account => account.Email == email)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, hash)));

        (await engify.Api.LogInAsync(email, "tab\tulator and more")).ShouldBeOk();
    }

    public sealed class Fixture : EngifyFixture
    {
        protected override bool HashesAsInProduction => true;
    }
}
