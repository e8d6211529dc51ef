using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>The server programs of one PostgreSQL installation.</summary>
internal sealed partial class PostgresPrograms(string directory, ServerAccount account)
{
    public const string Places =
        "PG_BIN, `pg_config --bindir`, /usr/lib/postgresql/*/bin, /opt/homebrew/opt/postgresql@*/bin, "
        + @"C:\Program Files\PostgreSQL\*\bin, PATH";

    private const int StartAttempts = 5;

    private static readonly string[] Required = ["initdb", "pg_ctl", "postgres"];
    private static readonly string[] FastButFragile = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    public static string Locale => OperatingSystem.IsLinux() ? "C.UTF-8" : "C";

    public string Location => directory;

    /// <summary>The directory of the best programs on this machine, if it has any.</summary>
    /// <exception cref="EmbeddedPostgresException">The programs are not where the user says they are.</exception>
    public static async Task<string?> FindDirectoryAsync(CancellationToken cancellationToken) =>
        Candidates(
            RequireChosen(Environment.GetEnvironmentVariable("PG_BIN")),
            await AskPgConfigAsync(cancellationToken),
            [
                .. Subdirectories("/usr/lib/postgresql", "*"),
                .. Subdirectories("/opt/homebrew/opt", "postgresql@*"),
                .. Subdirectories(@"C:\Program Files\PostgreSQL", "*"),
            ],
            Environment.GetEnvironmentVariable("PATH"))
        .FirstOrDefault(HasServer);

    /// <summary>Where to look for programs, the best place first.</summary>
    /// <param name="chosen">The directory the user chose, if any.</param>
    /// <param name="configured">The directory <c>pg_config</c> names, if any; it may have client programs only.</param>
    /// <param name="installations">
    /// Directories named after a version, such as <c>16</c> or <c>postgresql@16</c>, each with a <c>bin</c>.
    /// </param>
    /// <param name="path">The search path of the operating system.</param>
    internal static IEnumerable<string> Candidates(
        string? chosen, string? configured, IEnumerable<string> installations, string? path) =>
        new[] { chosen, configured }
            .Concat(
                installations.OrderByDescending(VersionOf).Select(installation => Path.Combine(installation, "bin")))
            .Concat((path ?? "").Split(Path.PathSeparator))
            .Where(candidate => !string.IsNullOrWhiteSpace(candidate))
            .Select(candidate => Path.GetFullPath(candidate!.Trim()))
            .Distinct();

    /// <summary>A user who chose a directory does not mean another one.</summary>
    internal static string? RequireChosen(string? directory) =>
        string.IsNullOrWhiteSpace(directory) || HasServer(directory.Trim())
            ? directory
            : throw new EmbeddedPostgresException(
                $"PG_BIN must be the directory of PostgreSQL's programs {string.Join(", ", Required)}, "
                + $"not '{directory}'.");

    internal static bool HasServer(string directory) =>
        Required.All(name => File.Exists(Program(directory, name)));

    public async Task CreateClusterAsync(ServerFolder folder, bool durable, CancellationToken cancellationToken)
    {
        var unfinished = folder.BeginCluster();
        var initdb = await RunAsync(
            "initdb",
            [
                "--pgdata", unfinished, "--encoding=UTF8", $"--locale={Locale}",
                $"--username={ServerConnection.User}", $"--pwfile={folder.PasswordFile}",
                "--auth-host=scram-sha-256", "--auth-local=scram-sha-256",
                .. durable ? Array.Empty<string>() : ["--no-sync"],
            ],
            cancellationToken);
        if (!initdb.Succeeded)
            throw Unable($"create a cluster in {folder.FullPath}", initdb.Output);

        folder.FinishCluster(unfinished);
    }

    /// <returns>The port the server listens on: a free one.</returns>
    public async Task<int> StartAsync(
        ServerFolder folder, EmbeddedPostgresOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FindFreePort();
            if (await TryStartAsync(folder, options, port, cancellationToken) is not { } output)
                return port;

            var log = folder.ReadEndOfLog();
            var portWasTaken = log.Contains("could not bind", StringComparison.Ordinal);
            if (!portWasTaken || attempt == StartAttempts)
                throw Unable($"start in {folder.FullPath}", $"{output}\n{log}");
        }
    }

    /// <returns>Null if it listens; otherwise what the programs said about the failure.</returns>
    public async Task<string?> TryStartAsync(
        ServerFolder folder, EmbeddedPostgresOptions options, int port, CancellationToken cancellationToken)
    {
        folder.BeginLog();
        var start = await RunAsync(
            "pg_ctl",
            ["start", "--wait", "-D", folder.Data, "-l", folder.Log, "-o", ServerArguments(options, port)],
            cancellationToken);
        return start.Succeeded ? null : start.Output;
    }

    public Task<ChildProcess.Result> StopAsync(ServerFolder folder, CancellationToken cancellationToken) =>
        RunAsync("pg_ctl", ["stop", "--wait", "-m", "fast", "-D", folder.Data], cancellationToken);

    public void StopInBackground(ServerFolder folder) =>
        ChildProcess.Start(Command("pg_ctl", ["stop", "--no-wait", "--silent", "-m", "immediate", "-D", folder.Data]))
            .Dispose();

    private Task<ChildProcess.Result> RunAsync(string name, string[] arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(Command(name, arguments), cancellationToken);

    /// <summary>
    /// Picks, from all the output of PostgreSQL and its programs, the log's reasons or the last line.
    /// </summary>
    private EmbeddedPostgresException Unable(string what, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reasons = lines.Select(line => ReasonInLine().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["reason"].Value.TrimEnd('.')).Distinct().ToList();
        if (reasons.Count == 0 && lines.Length > 0)
            reasons.Add(lines[^1]);
        return new EmbeddedPostgresException(
            $"The PostgreSQL of {directory} could not {what}: {string.Join(". ", reasons)}. "
            + "Set PG_BIN to the directory of programs that can, set Database__EmbeddedFolder to another folder, or "
            + "delete this one to begin afresh.");
    }

    [GeneratedRegex(@"\b(FATAL|PANIC|DETAIL|HINT|initdb: error|pg_ctl: error): +(?<reason>.+)$")]
    private static partial Regex ReasonInLine();

    private IReadOnlyList<string> Command(string name, string[] arguments) =>
        account.Command(Program(directory, name), arguments);

    private static string Program(string directory, string name) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static async Task<string?> AskPgConfigAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ChildProcess.RunAsync(["pg_config", "--bindir"], cancellationToken)).Output;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> Subdirectories(string directory, string pattern) =>
        Directory.Exists(directory) ? Directory.EnumerateDirectories(directory, pattern) : [];

    private static double VersionOf(string installation) =>
        double.TryParse(Path.GetFileName(installation).Split('@')[^1], CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;

    // The last of several settings with one name wins, so those that keep the server private to this machine come last.
    private static string ServerArguments(EmbeddedPostgresOptions options, int port) => string.Join(' ',
        (options.Durable ? [] : FastButFragile)
            .Concat(options.ServerSettings.Select(setting => $"{setting.Key}={setting.Value}"))
            .Concat(["listen_addresses=127.0.0.1", "unix_socket_directories=", $"port={port}"])
            .Select(setting => $"-c {QuoteForShell(setting)}"));

    private static string QuoteForShell(string text) => OperatingSystem.IsWindows()
        ? $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
