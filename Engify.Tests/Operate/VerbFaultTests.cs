using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Operate;

/// <summary>What an operator is told who starts the program in a way that cannot work.</summary>
public sealed class VerbFaultTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task An_unknown_verb_is_answered_with_those_there_are()
    {
        var (exitCode, _, error) = await engify.RunProgramAsync("sweep");

        Assert.Equal(2, exitCode);
        Assert.Contains("Unknown verb 'sweep'", error, StringComparison.Ordinal);
        Assert.Contains("migrate", error, StringComparison.Ordinal);
        Assert.Contains("seed-demo", error, StringComparison.Ordinal);
        Assert.Contains("check", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_database_has_to_be_named()
    {
        var (exitCode, _, error) = await engify.RunProgramAsync("check", connectionString: "");

        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings__Engify", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_work_is_said_in_one_line()
    {
        var (exitCode, _, error) = await engify.RunProgramAsync("--Institution:TimeZone=Nowhere/Land");

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
        var (exitCode, _, error) = await engify.RunProgramAsync(argument);

        Assert.Equal(2, exitCode);
        Assert.Contains(said, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5")]
    [InlineData("check", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5")]
    [InlineData("check", "Host=engify.invalid;Database=engify;Username=engify;Timeout=5")]
    public async Task A_database_out_of_reach_is_said_in_one_line(string verb, string connectionString)
    {
        var (exitCode, output, error) = await engify.RunProgramAsync(verb, connectionString);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("The database cannot be used: ", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("seed-demo")]
    public async Task A_database_that_does_not_exist_is_said_in_one_line(string verb)
    {
        var (exitCode, _, error) = await engify.RunProgramAsync(verb, $"{engify.ConnectionString};Database=nowhere");

        Assert.Equal(2, exitCode);
        Assert.Contains("nowhere", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_keys_are_not_kept_without_a_certificate()
    {
        var (exitCode, _, error) = await engify.RunProgramAsync("rotate-signing-key --DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);

        (exitCode, _, error) = await engify.RunProgramAsync("seed-demo --DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);
        Assert.False(await engify.QueryAsync(db => db.Courses.AnyAsync()));

        (exitCode, _, error) = await engify.RunProgramAsync("--DataProtection:CertificatePath=");
        Assert.Equal(2, exitCode);
        Assert.Contains("DataProtection__CertificatePath", error, StringComparison.Ordinal);

        (exitCode, _, error) = await engify.RunProgramAsync("check --DataProtection:CertificatePath=nowhere.p12");
        Assert.Equal(2, exitCode);
        Assert.Contains("nowhere.p12 cannot be loaded", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth:Authority=https://id.engify.test", "Authority and Audience go together")]
    [InlineData("--Auth:Audience=engify-api", "Authority and Audience go together")]
    [InlineData(
        "--Auth:Authority=http://id.engify.test --Auth:Audience=engify-api", "Authority must be an https address")]
    [InlineData("--Auth:Authority=id.engify.test --Auth:Audience=engify-api", "Authority must be an https address")]
    public async Task An_outside_issuer_is_named_wholly_or_not_at_all(string arguments, string complaint)
    {
        var (exitCode, _, error) = await engify.RunProgramAsync(arguments);

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
            var (exitCode, _, error) = await engify.RunProgramAsync($"check --DataProtection:CertificatePath={path}");
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

        var (exitCode, _, error) = await engify.RunProgramAsync($"--PORT={port}");

        Assert.Equal(2, exitCode);
        Assert.Contains(
            $":{port}: address already in use. Set PORT", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }
}
