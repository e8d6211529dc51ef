using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Operate;

/// <summary>How an operator makes accounts, and what keeps their secrets.</summary>
public sealed class AccountVerbTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task An_administrator_is_made_by_verb()
    {
        var email = AccountSteps.NewEmail();

        var (exitCode, output, error) = await engify.RunProgramAsync(
            $"create-admin --email {email} --name Ada", input: AccountSteps.Password);

        Assert.Equal((0, $"Created the account of {email} (admin).", ""), (exitCode, output, error));
        var user = (await engify.Api.LogInAsync(email)).ShouldBeOk()["user"];
        Assert.Equal(("Ada", "admin"), (user.GetProperty("name").GetString(), user.GetProperty("role").GetString()));

        (exitCode, _, error) =
            await engify.RunProgramAsync($"create-admin --email {email}", input: AccountSteps.Password);
        Assert.Equal((1, "There is an account with this email already"), (exitCode, error));
    }

    [Fact]
    public async Task A_name_and_a_password_are_counted_in_characters_by_verb_too()
    {
        var email = AccountSteps.NewEmail();
        var name = string.Concat(Enumerable.Repeat("🤒", 199)) + "e\u0301";

        var (exitCode, _, error) =
            await engify.RunProgramAsync($"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The length of 'name' must be 200 characters or fewer.", error, StringComparison.Ordinal);

        name = name[2..];
        (exitCode, _, error) =
            await engify.RunProgramAsync($"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The password must have at least 10 characters", error, StringComparison.Ordinal);

        (exitCode, _, error) = await engify.RunProgramAsync(
            $"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃😀😁😂🤣😃");
        Assert.Equal((0, ""), (exitCode, error));
        var kept = await engify.QueryAsync(db => db.Accounts
            .Where(account => account.Email == email).Select(account => account.Name).SingleAsync());
        Assert.Equal(name.Normalize(), kept);
    }

    [Fact]
    public async Task An_account_that_cannot_be_is_refused_in_one_line()
    {
        var (exitCode, _, error) = await engify.RunProgramAsync("create-admin --email a@engify.test", input: "weak");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The password must have", error, StringComparison.Ordinal);

        (exitCode, _, error) =
            await engify.RunProgramAsync("create-admin --email nobody", input: AccountSteps.Password);
        Assert.Equal((1, "'email' is not a valid email address."), (exitCode, error));

        (exitCode, _, error) = await engify.RunProgramAsync("create-admin", input: AccountSteps.Password);
        Assert.Equal((2, "--email is missing."), (exitCode, error));
    }

    [Fact]
    public async Task A_ta_gets_an_account_by_verb()
    {
        var ta = await engify.School.AddTaAsync();

        var (exitCode, _, error) =
            await engify.RunProgramAsync(
                $"create-ta-account --email {ta.Email.ToUpperInvariant()}", input: AccountSteps.Password);

        Assert.Equal((0, ""), (exitCode, error));
        var user = (await engify.Api.LogInAsync(ta.Email)).ShouldBeOk()["user"];
        Assert.Equal(("ta", ta.Id), (user.GetProperty("role").GetString(), user.GetProperty("taId").GetGuid()));

        (exitCode, _, error) =
            await engify.RunProgramAsync("create-ta-account --email x@y.ca", input: AccountSteps.Password);
        Assert.Equal((1, "This TA does not exist"), (exitCode, error));
    }

    [Fact]
    public async Task The_signing_key_is_rotated_by_verb()
    {
        // The service makes the first key in the background, and may not have begun.
        await engify.Host.Services.GetRequiredService<SigningKeys>().GetAsync(CancellationToken.None);
        var before = await engify.QueryAsync(db => db.SigningKeys.CountAsync());

        var (exitCode, output, error) = await engify.RunProgramAsync("rotate-signing-key");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("^The key [0-9a-f-]{36} signs access tokens from .*Z on\\.$", output);
        Assert.Equal(before + 1, await engify.QueryAsync(db => db.SigningKeys.CountAsync()));
    }

    [Fact]
    public async Task The_keys_in_the_database_are_encrypted_with_the_certificate()
    {
        await using var host = await engify.StartHostAsync(
            ("DataProtection:CertificatePath", TestCertificate.Path),
            ("DataProtection:CertificatePassword", TestCertificate.Password));
        host.Services.GetRequiredService<IKeyManager>()
            .CreateNewKey(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        var xml = await engify.QueryAsync(db => db.DataProtectionKeys
            .OrderByDescending(key => key.Id).Select(key => key.Xml).FirstAsync());

        Assert.Contains("<EncryptedKey", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_database_is_never_stored_twice()
    {
        await using var host = await engify.StartHostAsync();
        host.Services.GetRequiredService<IKeyManager>()
            .CreateNewKey(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        // As after an answer that was lost: Data Protection works no more with a key ring that has one twice.
        var again = await Assert.ThrowsAsync<PostgresException>(() => engify.ExecuteAsync(
            """
            INSERT INTO data_protection_keys (friendly_name, xml)
            SELECT friendly_name, xml FROM data_protection_keys
            """));

        Assert.Equal(DataProtectionKeyTable.OnceEach, again.ConstraintName);
    }

    [Fact]
    public async Task Accounts_are_made_by_verb_with_an_email_without_blanks_and_a_password_from_any_keyboard()
    {
        var (admin, ta) = (AccountSteps.NewEmail(), await engify.School.AddTaAsync());

        foreach (var (verb, email) in new[] { ("create-admin", admin), ("create-ta-account", ta.Email) })
        {
            var arguments = $"{verb} --email \u00A0{email}\u3000";
            var (exitCode, _, error) =
                await engify.RunProgramAsync(arguments, input: "cafe\u0301 cre\u0300me bru\u0302le\u0301e");
            Assert.Equal((0, ""), (exitCode, error));
        }

        foreach (var email in new[] { admin, ta.Email })
        {
            var answer = (await engify.Api.LogInAsync(email, "caf\u00E9 cr\u00E8me br\u00FBl\u00E9e")).ShouldBeOk();
            Assert.Equal(email, answer["user"].GetProperty("email").GetString());
        }
    }
}
