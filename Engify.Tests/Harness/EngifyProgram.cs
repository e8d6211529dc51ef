using System.Diagnostics;

namespace Engify.Tests.Harness;

/// <summary>The program itself, in a process of its own, as an operator starts it.</summary>
public sealed class EngifyProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The one that was built beside the tests, unless <c>ENGIFY_PROGRAM</c> names another.</summary>
    private static readonly string Program =
        Environment.GetEnvironmentVariable("ENGIFY_PROGRAM") ?? typeof(Program).Assembly.Location;

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
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
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
        await program.TellAsync(input);
        var output = program.process.StandardOutput.ReadToEndAsync();
        var error = program.process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await program.process.WaitForExitAsync(patience.Token);
        return (program.process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    /// <summary>Runs it to its end on a database, without a log.</summary>
    /// <param name="arguments">What follows the program's name, between blanks.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="input">What it is told if it asks.</param>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        string arguments, string connectionString, string? input = null) =>
        RunAsync(
            arguments.Split(' '),
            new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Default"] = "None",
                ["ConnectionStrings__Engify"] = connectionString,
            },
            input);

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

    /// <summary>Ends it at once.</summary>
    /// <returns>What it said since it was last read.</returns>
    public async Task<string> KillAsync()
    {
        process.Kill();
        using var patience = new CancellationTokenSource(Patience);
        return await process.StandardOutput.ReadToEndAsync(patience.Token);
    }

    private async Task TellAsync(string? input)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteLineAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without asking for it.
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
