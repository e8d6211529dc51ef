using System.Diagnostics;

namespace Engify.Chaos;

/// <summary>
/// A database that programs in a folder start, break and stop: <c>up</c>, which prints <c>CONNECTION=</c> and
/// <c>ADMIN=</c>, each with an Npgsql connection string; <c>down</c>; <c>faults</c>, which prints names, one a line;
/// and <c>fault NAME</c>, which returns when the fault is over.
/// </summary>
internal sealed class ExternalCluster(string folder, string connectionString, string adminConnectionString) : Database
{
    public override string ConnectionString => connectionString;

    public override string AdminConnectionString => adminConnectionString;

    public override bool MayTakeBack => true;

    public static async Task<ExternalCluster> StartAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await RunAsync(folder, ["up"], cancellationToken);
            return new ExternalCluster(folder, Value("CONNECTION="), Value("ADMIN="));

            string Value(string name) =>
                lines.LastOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
                ?? throw new InvalidOperationException($"{folder}/up did not print {name}…");
        }
        catch
        {
            await RunAsync(folder, ["down"], CancellationToken.None);
            throw;
        }
    }

    public static async Task<IReadOnlyList<string>> ListFaultsAsync(
        string folder, CancellationToken cancellationToken) =>
        [.. (await RunAsync(folder, ["faults"], cancellationToken))
            .Select(line => line.Trim()).Where(line => line.Length > 0)];

    public Task InjectAsync(string fault, CancellationToken cancellationToken) =>
        RunAsync(folder, ["fault", fault], cancellationToken);

    public override async ValueTask DisposeAsync() => await RunAsync(folder, ["down"], CancellationToken.None);

    private static async Task<IReadOnlyList<string>> RunAsync(
        string folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, command[0]), command.Skip(1))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        })!;
        var lines = new List<string>();
        var reading = ReadAsync();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        // What it started may hold on to its output; what it printed itself is here by then.
        await Task.WhenAny(reading, Task.Delay(1000, cancellationToken));
        lock (lines)
        {
            return process.ExitCode == 0
                ? [.. lines]
                : throw new InvalidOperationException(
                    $"{folder}/{string.Join(' ', command)} failed: {string.Join('\n', lines)}");
        }

        async Task ReadAsync()
        {
            while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            {
                lock (lines)
                    lines.Add(line);
            }
        }
    }
}
