using System.ComponentModel;
using System.Diagnostics;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL server for local development and tests, with its data in a folder and reachable only from this machine.
/// If several processes use a folder at the same time, the first owns the server and stops it; the others share it for
/// as long as the owner runs.
/// </summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OwnerPatience = DownloadedPostgres.Patience + ServerPatience;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly ServerFolder _folder;
    private readonly ILogger _logger;
    private readonly Ownership? _ownership;
    private Postmaster? _postmaster;
    private bool _stopped;

    private EmbeddedPostgresServer(ServerFolder folder, int port, Ownership? ownership, ILogger logger)
    {
        _folder = folder;
        _ownership = ownership;
        _logger = logger;
        _postmaster = folder.Postmaster;
        Port = port;
        ConnectionString = new ServerConnection(port, folder.Password).ConnectionString;
    }

    /// <summary>Connects to the database <c>engify</c> as its superuser; contains the password.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// The full path of the folder in use. It differs from the requested one only when running as root, if the server's
    /// unprivileged account cannot enter that one.
    /// </summary>
    public string Folder => _folder.FullPath;

    /// <summary>The port on 127.0.0.1, chosen at each start of the server.</summary>
    public int Port { get; }

    /// <summary>
    /// Returns a server that is ready for use: a new one, one that a killed process left in the folder, or that of
    /// another process that owns the folder. The first start in a folder creates the cluster, which takes seconds.
    /// </summary>
    /// <param name="options">What to run and where.</param>
    /// <param name="logger">Logs a line when a server is started or stopped.</param>
    /// <param name="cancellationToken">Stops waiting for the start.</param>
    /// <exception cref="EmbeddedPostgresException">
    /// This machine has no server programs, or the server did not start, or the process that owns the folder did not
    /// get its server ready within 90 seconds.
    /// </exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Folder);
        try
        {
            return await StartAsync(options, path, logger, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new EmbeddedPostgresException(
                $"The embedded PostgreSQL cannot use {path}: {failure.Message.TrimEnd('.')}. Set "
                + "Database__EmbeddedFolder to a folder that can be written to, or ConnectionStrings__Engify to a "
                + "database.",
                failure);
        }
    }

    private static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options, string path, ILogger logger, CancellationToken cancellationToken)
    {
        var account = await ServerAccount.CurrentAsync(cancellationToken);
        var folder = new ServerFolder(await account.EnterAsync(path, logger, cancellationToken));
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < OwnerPatience)
        {
            if (folder.TryOwn() is { } ownerLock)
                return await StartOwnedAsync(folder, ownerLock, account, options, logger, cancellationToken);
            if (await FindSharedAsync(folder, logger, cancellationToken) is { } shared)
                return shared;
            await Task.Delay(PollInterval, cancellationToken);
        }

        throw new EmbeddedPostgresException(
            $"Another process owns {folder.FullPath} but its PostgreSQL server did not get ready; "
            + "stop it and try again.");
    }

    /// <summary>If this process owns the server, ends its connections, stops it and waits until it is down.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ownership is null || Interlocked.Exchange(ref _stopped, true))
            return;

        await using (_ownership.Lock)
        {
            var stop = await _ownership.Programs.StopAsync(_folder, CancellationToken.None);
            if (stop.Succeeded)
                _logger.ServerStopped(Folder);
            else
                _logger.ServerNotStopped(Folder, stop.Output);
        }
    }

    /// <summary>
    /// If this process owns the server, stops it immediately without waiting: for handlers of the process's exit. The
    /// next start takes a little longer, and if the server is not <see cref="EmbeddedPostgresOptions.Durable"/>, the
    /// last commits may be lost.
    /// </summary>
    public void StopInBackground()
    {
        if (_ownership is not null && !Interlocked.Exchange(ref _stopped, true))
            _ownership.Programs.StopInBackground(_folder);
    }

    /// <summary>Whether its data are still there.</summary>
    internal bool HasData => _folder.HasData;

    internal bool IsRunning => _postmaster?.IsRunning() == true;

    /// <summary>If this process owns the server and it was killed, restarts it on the same port.</summary>
    /// <returns>Null if it runs; otherwise the reason why not.</returns>
    internal async Task<string?> StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_ownership is null)
            return "another process owns it.";

        _folder.ForgetPostmaster();
        var fault = await _ownership.Programs.TryStartAsync(_folder, _ownership.Options, Port, cancellationToken);
        if (fault is null)
            _postmaster = _folder.Postmaster;
        return fault;
    }

    /// <summary>
    /// If this process owns the server, stops it immediately: without its data, it would run for a while and save
    /// nothing.
    /// </summary>
    internal void Abandon()
    {
        if (_ownership is null || Interlocked.Exchange(ref _stopped, true))
            return;

        if (IsRunning)
        {
            using var process = Process.GetProcessById(_postmaster!.ProcessId);
            process.Kill();
        }

        _ownership.Lock.Dispose();
    }

    private static async Task<EmbeddedPostgresServer?> FindSharedAsync(
        ServerFolder folder, ILogger logger, CancellationToken cancellationToken)
    {
        if (folder.Postmaster is not { } postmaster
            || !await new ServerConnection(postmaster.Port, folder.Password).IsReadyAsync(cancellationToken))
        {
            return null;
        }

        logger.ServerShared(postmaster.Port, folder.FullPath);
        return new(folder, postmaster.Port, ownership: null, logger);
    }

    private static async Task<EmbeddedPostgresServer> StartOwnedAsync(
        ServerFolder folder, FileStream ownerLock, ServerAccount account,
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            var directory = await PostgresPrograms.FindDirectoryAsync(cancellationToken)
                ?? await DownloadedPostgres.InstallAsync(folder, logger, cancellationToken);
            var programs = new PostgresPrograms(directory, account);
            var port = await FindLeftBehindAsync(folder, logger, cancellationToken)
                ?? await StartNewAsync(folder, programs, account, options, logger, cancellationToken);
            var server = new EmbeddedPostgresServer(folder, port, new(programs, options, ownerLock), logger);
            await server.CreateDatabaseAsync(cancellationToken);
            return server;
        }
        catch
        {
            await ownerLock.DisposeAsync();
            throw;
        }
    }

    private static async Task<int?> FindLeftBehindAsync(
        ServerFolder folder, ILogger logger, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (folder.Postmaster is { } postmaster)
        {
            if (await new ServerConnection(postmaster.Port, folder.Password).AnswersAsync(cancellationToken))
            {
                logger.ServerTakenOver(postmaster.Port, folder.FullPath);
                return postmaster.Port;
            }

            if (!postmaster.IsRunning())
            {
                folder.ForgetPostmaster();
            }
            else if (Stopwatch.GetElapsedTime(start) > ServerPatience)
            {
                throw new EmbeddedPostgresException(
                    $"The PostgreSQL server with process id {postmaster.ProcessId} uses {folder.FullPath} "
                    + $"but does not answer; stop it and try again. Its log is {folder.Log}.");
            }
            else
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        }

        return null;
    }

    private static async Task<int> StartNewAsync(
        ServerFolder folder, PostgresPrograms programs, ServerAccount account,
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (!folder.HasCluster)
            folder.CreatePassword();
        await account.OwnAsync(folder.FullPath, cancellationToken);
        if (!folder.HasCluster)
        {
            logger.CreatingCluster(folder.FullPath, programs.Location);
            await programs.CreateClusterAsync(folder, options.Durable, cancellationToken);
        }

        var port = await programs.StartAsync(folder, options, cancellationToken);
        logger.ServerStarted(port, folder.FullPath);
        return port;
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new ServerConnection(Port, _folder.Password).CreateDatabaseAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private sealed record Ownership(PostgresPrograms Programs, EmbeddedPostgresOptions Options, FileStream Lock);
}
