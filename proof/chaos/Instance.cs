using System.Diagnostics;

namespace Engify.Chaos;

/// <summary>One running instance of the service.</summary>
internal sealed class Instance(Service service, int number, int port) : IAsyncDisposable
{
    private Process? process;

    public int Number => number;

    public int Port => port;

    /// <summary>The exit code, if it ended though nobody killed it.</summary>
    public int? EndedByItself => process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <param name="environment">Environment variables of this start only.</param>
    public void Start(params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var description = service.Describe(port);
        foreach (var (name, value) in environment)
            description.Environment[name] = value;
        process = Process.Start(description)!;
        var log = TextWriter.Synchronized(
            new StreamWriter(Path.Combine(service.Folder, $"instance-{number}.log"), append: true)
            {
                AutoFlush = true,
            });
        _ = KeepAsync(process.StandardOutput, log);
        _ = KeepAsync(process.StandardError, log);
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;

        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static async Task KeepAsync(StreamReader output, TextWriter log)
    {
        while (await output.ReadLineAsync() is { } line)
            await log.WriteLineAsync(line);
    }
}
