using System.Globalization;
using Engify.Api.Development.EmbeddedPostgres;

namespace Engify.Chaos;

/// <summary>A server of our own with PostgreSQL's default durability, in a folder that goes away with it.</summary>
internal sealed class OwnPostgres(
    string folder, string programs, ServerAccount account, int port, IReadOnlyDictionary<string, string> settings)
    : Database
{
    private const string Administrator = "chaos";
    private const string Bare = "GSS Encryption Mode=Disable;SSL Mode=Disable";

    private bool isMounted;

    /// <summary>The port at which the service finds it: a proxy's, where there is one.</summary>
    public required int ServicePort { get; init; }

    public override string ConnectionString =>
        $"Host=127.0.0.1;Port={ServicePort};Database=engify;Username=engify;{Bare}";

    public override string AdminConnectionString =>
        $"Host=127.0.0.1;Port={port};Database=engify;Username={Administrator};{Bare}";

    public override bool MayTakeBack => false;

    /// <summary>The file system of the data.</summary>
    public string Folder => folder;

    public bool IsRunning => Postmaster is { } postmaster && Signals.IsAlive(postmaster);

    /// <summary>Outside its file system, which may be full.</summary>
    private string Logs => $"{folder}-log";

    private string Data => Path.Combine(folder, "data");

    private int? Postmaster
    {
        get
        {
            var file = Path.Combine(Data, "postmaster.pid");
            return File.Exists(file)
                && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var process)
                && Signals.Runs(process, "postgres", Data)
                ? process
                : null;
        }
    }

    /// <param name="folder">Where it is to live.</param>
    /// <param name="port">Where it listens on loopback.</param>
    /// <param name="servicePort">Where the service finds it.</param>
    /// <param name="settings">Settings other than the usual.</param>
    /// <param name="diskMegabytes">The size of a file system of its own; null for none.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<OwnPostgres> CreateAsync(
        string folder, int port, int servicePort, IReadOnlyDictionary<string, string> settings, int? diskMegabytes,
        CancellationToken cancellationToken)
    {
        var programs = await PostgresPrograms.FindDirectoryAsync(cancellationToken)
            ?? throw new InvalidOperationException($"No PostgreSQL was found: {PostgresPrograms.Places}.");
        var account = await ServerAccount.CurrentAsync(cancellationToken);
        Directory.CreateDirectory(folder);
        var server = new OwnPostgres(folder, programs, account, port, settings) { ServicePort = servicePort };
        try
        {
            if (diskMegabytes is { } size)
            {
                await RunAsync(["mount", "-t", "tmpfs", "-o", $"size={size}m", "tmpfs", folder], cancellationToken);
                server.isMounted = true;
            }

            Directory.CreateDirectory(server.Logs);
            await account.OwnAsync(folder, cancellationToken);
            await account.OwnAsync(server.Logs, cancellationToken);
            await RunAsync(
                account.Command(
                    Path.Combine(programs, "initdb"), "-D", server.Data, "-U", Administrator, "-A", "trust",
                    "-E", "UTF8",
                    $"--locale={PostgresPrograms.Locale}", "--wal-segsize=4"),
                cancellationToken);
            await server.StartAsync(cancellationToken);
            await server.CreateDatabaseAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(settings)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
        };
        await RunAsync(
            account.Command(
                Path.Combine(programs, "pg_ctl"), "start", "--wait", "--timeout=60", "-D", Data,
                "-l", Path.Combine(Logs, "postgres.log"),
                "-o", string.Join(' ', all.Select(setting => $"-c '{setting.Key}={setting.Value}'"))),
            cancellationToken);
    }

    /// <summary>Ends all its processes at once; what they gave the kernel to write is written all the same.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (Postmaster is not { } postmaster)
            return;

        Signals.Send(Signals.Stop, postmaster); // so that none is born meanwhile
        var family = Signals.Family(postmaster);
        // The postmaster last: the others would end by themselves without it.
        Signals.Send(Signals.Kill, family.Reverse());
        while (family.Any(Signals.IsAlive))
            await Task.Delay(10, cancellationToken);
        // Nobody may have taken note of its end yet, and while its number is in use PostgreSQL would not start.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Has all its processes stand still.</summary>
    public IReadOnlyList<int> Freeze()
    {
        if (Postmaster is not { } postmaster)
            return [];

        Signals.Send(Signals.Stop, postmaster);
        var family = Signals.Family(postmaster);
        Signals.Send(Signals.Stop, family);
        return family;
    }

    public override async ValueTask DisposeAsync()
    {
        if (Postmaster is { } postmaster && Signals.IsAlive(postmaster))
        {
            Signals.Send(Signals.Continue, Signals.Family(postmaster));
            await KillAsync(CancellationToken.None);
        }

        if (isMounted)
            await RunAsync(["umount", "--lazy", folder], CancellationToken.None);
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        foreach (var sql in new[] { "CREATE ROLE engify LOGIN", "CREATE DATABASE engify OWNER engify" })
        {
            await RunAsync(
                [
                    Path.Combine(programs, "psql"), "-X", "-q", "-h", "127.0.0.1",
                    "-p", port.ToString(CultureInfo.InvariantCulture), "-U", Administrator, "-d", "postgres", "-c", sql,
                ],
                cancellationToken);
        }
    }

    private static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(command, cancellationToken);
        if (!result.Succeeded)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {result.Output}");
    }
}
