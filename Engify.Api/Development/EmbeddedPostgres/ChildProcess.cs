using System.Diagnostics;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>Runs a program given by its path and arguments, with its output captured.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    public readonly record struct Result(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    public static async Task<Result> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await CollectAsync(output, cancellationToken));
    }

    public static Process Start(IReadOnlyList<string> command)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            // The account that runs the program may be unable to enter the current directory.
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // On macOS, PostgreSQL does not start without a locale in its environment.
            Environment = { ["LC_ALL"] = PostgresPrograms.Locale },
        })!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task<string> CollectAsync(Task<string[]> output, CancellationToken cancellationToken)
    {
        try
        {
            // On Windows, a daemon inherits the pipes of the program that starts it, so they may stay open after the
            // program ends.
            return string.Concat(await output.WaitAsync(OutputGrace, cancellationToken)).Trim();
        }
        catch (TimeoutException)
        {
            return "";
        }
    }
}
