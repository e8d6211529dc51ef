using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Operate;

/// <summary>The program itself, as an operator starts it.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();

    public Task InitializeAsync() => engify.InitializeAsync();

    public Task DisposeAsync() => engify.DisposeAsync();

    [Fact]
    public async Task Seed_demo_fills_an_empty_database_once_with_data_that_keep_every_promise()
    {
        var (exitCode, output, _) = await RunAsync("seed-demo");
        Assert.Equal((0, "Loaded the demo data."), (exitCode, output));

        (exitCode, output, _) = await RunAsync("check");
        Assert.Equal((0, "All promises hold."), (exitCode, output));

        (exitCode, output, _) = await RunAsync("seed-demo");
        Assert.Equal(1, exitCode);
        Assert.Contains("empty database only", output, StringComparison.Ordinal);
        Assert.Equal(6, await engify.QueryAsync(db => db.Courses.CountAsync()));
        Assert.Equal(4, await engify.QueryAsync(db => db.Products.Select(product => product.ProductType).Distinct().CountAsync()));
        Assert.True(await engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.BundlePurchaseId != null)) > 5);
    }

    [Fact]
    public async Task Check_prints_each_fault_and_exits_with_1()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 5);
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bookings SET student_count = 3"));

        var (exitCode, output, _) = await RunAsync("check");

        Assert.Equal(1, exitCode);
        Assert.Contains($"student_count: {session.Id} counts 3 students of at most 5, but 0 are in it", output, StringComparison.Ordinal);
        Assert.EndsWith("1 faults.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_says_what_it_applied()
    {
        var (exitCode, output, _) = await RunAsync("migrate");
        Assert.Equal((0, "The schema is up to date."), (exitCode, output));

        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
        (exitCode, output, _) = await RunAsync("migrate");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"Applied \d+_InitialSchema", output);
    }

    [Fact]
    public async Task An_unknown_verb_is_answered_with_those_there_are()
    {
        var (exitCode, _, error) = await RunAsync("sweep");

        Assert.Equal(2, exitCode);
        Assert.Contains("Unknown verb 'sweep'", error, StringComparison.Ordinal);
        Assert.Contains("migrate", error, StringComparison.Ordinal);
        Assert.Contains("seed-demo", error, StringComparison.Ordinal);
        Assert.Contains("check", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_database_has_to_be_named()
    {
        var (exitCode, _, error) = await RunAsync("check", connectionString: "");

        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings__Engify", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_work_is_said_in_one_line()
    {
        var (exitCode, _, error) = await RunAsync("--Institution:TimeZone=Nowhere/Land");

        Assert.Equal(2, exitCode);
        Assert.Equal("Institution:TimeZone is no IANA time zone known here.", error);
    }

    [Theory]
    [InlineData("--PORT=abc", "PORT must be a number from 0 to 65535, not 'abc'.")]
    [InlineData("--PORT=65536", "PORT must be a number from 0 to 65535, not '65536'.")]
    [InlineData("--RateLimits:General:PermitLimit=many", "RateLimits:General:PermitLimit")]
    [InlineData("--RateLimits:SignIn:PermitLimit=0", "PermitLimit")]
    [InlineData("--SignIn:MaxConcurrentHashes=0", "The field SignIn__MaxConcurrentHashes must be between 1 and 1024.")]
    [InlineData("--SignIn:MaxQueuedHashes=-1", "The field SignIn__MaxQueuedHashes must be between 0 and 100000.")]
    [InlineData("--RequestLimits:Timeout=0", "Timeout")]
    [InlineData("--RequestLimits:MaxBodySize=-1", "MaxBodySize")]
    [InlineData("--ForwardedHeaders:KnownProxies=10.0.0.1,nonsense", "ForwardedHeaders:KnownProxies")]
    [InlineData("--ForwardedHeaders:KnownNetworks=10.0.0.0/33", "ForwardedHeaders:KnownNetworks")]
    [InlineData("--Cors:Origins=*", "Cors:Origins")]
    [InlineData("--Cors:Origins=https://app.example.edu/", "Cors:Origins")]
    [InlineData("--Https:Required=perhaps", "Https:Required")]
    [InlineData("--Https:Port=0", "Port")]
    [InlineData("--Shutdown:Delay=01:00:00", "Delay")]
    [InlineData("--Shutdown:Timeout=soon", "Timeout")]
    [InlineData("--Tokens:RefreshLeeway=-00:00:01", "Tokens:RefreshLeeway must be 00:00:00")]
    [InlineData("--Tokens:RefreshLeeway=00:05:01", "Tokens:RefreshLeeway must be 00:00:00")]
    [InlineData("--Tokens:RefreshLeeway=soon", "Tokens:RefreshLeeway")]
    [InlineData("--Telemetry:PrometheusPort=0", "The field Telemetry__PrometheusPort must be between 1 and 65535.")]
    [InlineData("--Telemetry:PrometheusPort=65536", "The field Telemetry__PrometheusPort must be between 1 and 65535.")]
    [InlineData("--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=collector", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must be")]
    [InlineData(
        "--OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://localhost:1 --OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=json",
        "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL must be")]
    public async Task A_setting_that_cannot_work_is_said_in_one_line_that_names_it(string argument, string said)
    {
        var (exitCode, _, error) = await RunAsync(argument);

        Assert.Equal(2, exitCode);
        Assert.Contains(said, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5")]
    [InlineData("check", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5")]
    [InlineData("check", "Host=engify.invalid;Database=engify;Username=engify;Timeout=5")]
    public async Task A_database_out_of_reach_is_said_in_one_line(string verb, string connectionString)
    {
        var (exitCode, output, error) = await RunAsync(verb, connectionString);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("The database cannot be used: ", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("seed-demo")]
    public async Task A_database_that_does_not_exist_is_said_in_one_line(string verb)
    {
        var (exitCode, _, error) = await RunAsync(verb, $"{engify.ConnectionString};Database=nowhere");

        Assert.Equal(2, exitCode);
        Assert.Contains("nowhere", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_is_made_by_verb()
    {
        var email = AccountSteps.NewEmail();

        var (exitCode, output, error) = await RunAsync(
            $"create-admin --email {email} --name Ada", input: AccountSteps.Password);

        Assert.Equal((0, $"Created the account of {email} (admin).", ""), (exitCode, output, error));
        var user = (await engify.Api.LogInAsync(email)).ShouldBeOk()["user"];
        Assert.Equal(("Ada", "admin"), (user.GetProperty("name").GetString(), user.GetProperty("role").GetString()));

        (exitCode, _, error) = await RunAsync($"create-admin --email {email}", input: AccountSteps.Password);
        Assert.Equal((1, "There is an account with this email already"), (exitCode, error));
    }

    [Fact]
    public async Task A_name_and_a_password_are_counted_in_characters_by_verb_too()
    {
        var email = AccountSteps.NewEmail();
        var name = string.Concat(Enumerable.Repeat("🤒", 199)) + "e\u0301";

        var (exitCode, _, error) = await RunAsync($"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The length of 'name' must be 200 characters or fewer.", error, StringComparison.Ordinal);

        name = name[2..];
        (exitCode, _, error) = await RunAsync($"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The password must have at least 10 characters", error, StringComparison.Ordinal);

        (exitCode, _, error) = await RunAsync(
            $"create-admin --email {email} --name {name}", input: "😀😁😂🤣😃😀😁😂🤣😃");
        Assert.Equal((0, ""), (exitCode, error));
        var kept = await engify.QueryAsync(db => db.Accounts
            .Where(account => account.Email == email).Select(account => account.Name).SingleAsync());
        Assert.Equal(name.Normalize(), kept);
    }

    [Fact]
    public async Task An_account_that_cannot_be_is_refused_in_one_line()
    {
        var (exitCode, _, error) = await RunAsync("create-admin --email a@engify.test", input: "weak");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("The password must have", error, StringComparison.Ordinal);

        (exitCode, _, error) = await RunAsync("create-admin --email nobody", input: AccountSteps.Password);
        Assert.Equal((1, "'email' is not a valid email address."), (exitCode, error));

        (exitCode, _, error) = await RunAsync("create-admin", input: AccountSteps.Password);
        Assert.Equal((2, "--email is missing."), (exitCode, error));
    }

    [Fact]
    public async Task A_ta_gets_an_account_by_verb()
    {
        var ta = await engify.School.AddTaAsync();

        var (exitCode, _, error) = await RunAsync($"create-ta-account --email {ta.Email.ToUpperInvariant()}", input: AccountSteps.Password);

        Assert.Equal((0, ""), (exitCode, error));
        var user = (await engify.Api.LogInAsync(ta.Email)).ShouldBeOk()["user"];
        Assert.Equal(("ta", ta.Id), (user.GetProperty("role").GetString(), user.GetProperty("taId").GetGuid()));

        (exitCode, _, error) = await RunAsync("create-ta-account --email x@y.ca", input: AccountSteps.Password);
        Assert.Equal((1, "This TA does not exist"), (exitCode, error));
    }

    [Fact]
    public async Task The_signing_key_is_rotated_by_verb()
    {
        // The service makes the first key in the background, and may not have begun.
        await engify.Host.Services.GetRequiredService<SigningKeys>().GetAsync(CancellationToken.None);
        var before = await engify.QueryAsync(db => db.SigningKeys.CountAsync());

        var (exitCode, output, error) = await RunAsync("rotate-signing-key");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("^The key [0-9a-f-]{36} signs access tokens from .*Z on\\.$", output);
        Assert.Equal(before + 1, await engify.QueryAsync(db => db.SigningKeys.CountAsync()));
    }

    [Fact]
    public async Task Outside_development_keys_are_not_kept_without_a_certificate()
    {
        var (exitCode, _, error) = await RunAsync("rotate-signing-key --DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);

        (exitCode, _, error) = await RunAsync("seed-demo --DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);
        Assert.False(await engify.QueryAsync(db => db.Courses.AnyAsync()));

        (exitCode, _, error) = await RunAsync("--DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);

        (exitCode, _, error) = await RunAsync("check --DataProtection:CertificatePath=nowhere.p12");
        Assert.Equal(2, exitCode);
        Assert.Contains("nowhere.p12 cannot be loaded", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth:Authority=https://id.engify.test", "Authority and Audience go together")]
    [InlineData("--Auth:Audience=engify-api", "Authority and Audience go together")]
    [InlineData("--Auth:Authority=http://id.engify.test --Auth:Audience=engify-api", "Authority must be an https address")]
    [InlineData("--Auth:Authority=id.engify.test --Auth:Audience=engify-api", "Authority must be an https address")]
    public async Task An_outside_issuer_is_named_wholly_or_not_at_all(string arguments, string complaint)
    {
        var (exitCode, _, error) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'));
    }

    [Fact]
    public async Task A_certificate_that_cannot_decrypt_what_it_encrypts_is_refused()
    {
        using var rsa = X509CertificateLoader.LoadPkcs12FromFile(TestCertificate.Path, TestCertificate.Password);
        using var withoutKey = X509CertificateLoader.LoadCertificate(rsa.Export(X509ContentType.Cert));
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var elliptic = new CertificateRequest("CN=Engify", curve, HashAlgorithmName.SHA256)
            .CreateSelfSigned(EngifyFixture.Start.AddDays(-1), EngifyFixture.Start.AddYears(10));
        var path = Path.GetTempFileName();

        foreach (var certificate in (X509Certificate2[])[withoutKey, elliptic])
        {
            await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, TestCertificate.Password));
            var (exitCode, _, error) = await RunAsync($"check --DataProtection:CertificatePath={path}");
            Assert.Equal((2, $"The certificate {path} cannot be used: it has no private RSA key."), (exitCode, error));
        }

        File.Delete(path);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (exitCode, _, error) = await RunAsync($"--PORT={port}");

        Assert.Equal(2, exitCode);
        Assert.Contains(
            $":{port}: address already in use. Set PORT", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
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
        var again = await Assert.ThrowsAsync<PostgresException>(() => engify.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO data_protection_keys (friendly_name, xml) SELECT friendly_name, xml FROM data_protection_keys")));

        Assert.Equal(DataProtectionKeyTable.OnceEach, again.ConstraintName);
    }

    [Fact]
    public async Task Accounts_are_made_by_verb_with_an_email_without_blanks_and_a_password_from_any_keyboard()
    {
        var (admin, ta) = (AccountSteps.NewEmail(), await engify.School.AddTaAsync());

        foreach (var (verb, email) in new[] { ("create-admin", admin), ("create-ta-account", ta.Email) })
        {
            var arguments = $"{verb} --email \u00A0{email}\u3000";
            var (exitCode, _, error) = await RunAsync(arguments, input: "cafe\u0301 cre\u0300me bru\u0302le\u0301e");
            Assert.Equal((0, ""), (exitCode, error));
        }

        foreach (var email in new[] { admin, ta.Email })
        {
            var answer = (await engify.Api.LogInAsync(email, "caf\u00E9 cr\u00E8me br\u00FBl\u00E9e")).ShouldBeOk();
            Assert.Equal(email, answer["user"].GetProperty("email").GetString());
        }
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(
        string arguments, string? connectionString = null, string? input = null) =>
        EngifyProgram.RunAsync(
            arguments.Split(' '),
            new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Default"] = "None",
                ["ConnectionStrings__Engify"] = connectionString ?? engify.ConnectionString,
            },
            input);
}
