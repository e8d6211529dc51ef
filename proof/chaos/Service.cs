using System.Diagnostics;
using Engify.Api.Development.EmbeddedPostgres;

namespace Engify.Chaos;

/// <summary>How the published service is run: as in production, behind a proxy that ends TLS.</summary>
internal sealed class Service(string program, string folder, IReadOnlyDictionary<string, string> environment)
{
    public const string TokenLifetime = "1.00:00:00";

    public string Folder => folder;

    /// <param name="program">The published program.</param>
    /// <param name="folder">For certificate and logs.</param>
    /// <param name="connectionString">Its database.</param>
    /// <param name="more">Further environment variables.</param>
    /// <param name="timeout">How long a request may take.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<Service> CreateAsync(
        string program, string folder, string connectionString, IReadOnlyDictionary<string, string> more,
        TimeSpan timeout, CancellationToken cancellationToken)
    {
        var certificate = Path.Combine(folder, "certificate.p12");
        await OpenSslAsync(
            "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "3650", "-subj", "/CN=engify",
            "-keyout", Path.Combine(folder, "key.pem"), "-out", Path.Combine(folder, "certificate.pem"));
        await OpenSslAsync(
            "pkcs12", "-export", "-inkey", Path.Combine(folder, "key.pem"),
            "-in", Path.Combine(folder, "certificate.pem"),
            "-passout", "pass:", "-out", certificate);
        return new Service(program, folder, new Dictionary<string, string>(more)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__Engify"] = connectionString,
            ["DataProtection__CertificatePath"] = certificate,
            ["ForwardedHeaders__KnownProxies"] = "127.0.0.1",
            ["RateLimits__General__PermitLimit"] = "1000000000",
            ["RateLimits__SignIn__PermitLimit"] = "1000000000",
            ["RequestLimits__Timeout"] = $"{timeout:c}",
            ["Tokens__AccessTokenLifetime"] = TokenLifetime,
        });

        async Task OpenSslAsync(params string[] arguments)
        {
            var result = await ChildProcess.RunAsync(["openssl", .. arguments], cancellationToken);
            if (!result.Succeeded)
                throw new InvalidOperationException($"openssl {arguments[0]}: {result.Output}");
        }
    }

    /// <summary>Runs one of its verbs.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string verb, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Describe(0, verb))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    public ProcessStartInfo Describe(int port, params IEnumerable<string> arguments)
    {
        var description = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            description.Environment[name] = value;
        description.Environment["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return description;
    }
}
