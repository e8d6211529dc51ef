using System.Diagnostics;

namespace Engify.Tests.Harness;

/// <summary>The program itself, in a process of its own, as an operator starts it.</summary>
public sealed class EngifyProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private EngifyProgram(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Starts it with the certificate of the tests, in Production and on any free port.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="settings">Its environment beyond that; null for what is not to be in it.</param>
    /// <param name="folder">The current directory.</param>
    public static EngifyProgram Start(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> settings, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DataProtection__CertificatePath"] = TestCertificate.Path;
        start.Environment["DataProtection__CertificatePassword"] = TestCertificate.Password;
        start.Environment["PORT"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new EngifyProgram(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> settings, string? input = null)
    {
        using var program = Start(arguments, settings);
        await program.process.StandardInput.WriteLineAsync(input);
        program.process.StandardInput.Close();
        var output = program.process.StandardOutput.ReadToEndAsync();
        var error = program.process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await program.process.WaitForExitAsync(patience.Token);
        return (program.process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    /// <summary>Reads what it says until it says this.</summary>
    /// <returns>The line.</returns>
    public async Task<string> ReadUntilAsync(string part)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException(
            $"It ended without '{part}': {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
