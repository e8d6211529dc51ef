using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engify.Chaos;

/// <summary>
/// What one run stands on: the database, the instances, what is between them, a school, and the history.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>How soon all instances must be ready again after a fault.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> parts = [];

    private Stage(string folder) => Folder = folder;

    public string Folder { get; }

    public Findings Findings { get; } = new();

    /// <summary>The service's own time-out: what was sent earlier than this is over.</summary>
    public TimeSpan ServiceTimeout { get; private init; }

    /// <summary>The clock of the run.</summary>
    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <summary>Every command that was sent.</summary>
    public ConcurrentQueue<Command> History { get; } = new();

    public Database Database { get; private set; } = null!;

    public Service Service { get; private set; } = null!;

    public IReadOnlyList<Instance> Instances { get; private set; } = [];

    public IReadOnlyList<TcpProxy> ClientProxies { get; private set; } = [];

    public TcpProxy? DatabaseProxy { get; private set; }

    public School School { get; private set; } = null!;

    public Client Client { get; private set; } = null!;

    /// <summary>How long a client waits before it goes away; null for one that waits for its answer.</summary>
    public Func<Random, TimeSpan?> ClientPatience { get; set; } = _ => null;

    /// <summary>Our own PostgreSQL.</summary>
    /// <exception cref="InvalidOperationException">The database is an external cluster.</exception>
    public OwnPostgres Postgres => Database as OwnPostgres
        ?? throw new InvalidOperationException("This fault needs a PostgreSQL of our own.");

    public static async Task<Stage> SetAsync(
        ChaosOptions options, StageSettings settings, string program, string folder, int students,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var stage = new Stage(folder) { ServiceTimeout = options.ServiceTimeout };
        try
        {
            await stage.StartAsync(options, settings, program, students, cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until an instance is ready; one that is not in time is a finding.</summary>
    public async Task<bool> WaitUntilReadyAsync(Instance instance, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = Clock.Elapsed;
        while (!await Client.IsReadyAsync(instance.Number, cancellationToken))
        {
            if (Clock.Elapsed - begun > limit)
            {
                Findings.Add(
                    FindingKind.NotRecovered,
                    $"instance {instance.Number} was not ready within {limit.TotalSeconds} s"
                    + (instance.EndedByItself is { } code ? $"; it ended with {code}" : ""));
                return false;
            }

            await Task.Delay(50, cancellationToken);
        }

        return true;
    }

    public async Task WaitUntilAllReadyAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(
            Instances.Select(instance => WaitUntilReadyAsync(instance, RecoveryLimit, cancellationToken)));

    /// <summary>Stops all that was started, the latest first.</summary>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        foreach (var part in Enumerable.Reverse(parts))
            await part.DisposeAsync();
    }

    private async Task StartAsync(
        ChaosOptions options, StageSettings settings, string program, int students, CancellationToken cancellationToken)
    {
        var databaseProxyPort = options.Port + 1;
        Database = options.Cluster is { } cluster
            ? await ExternalCluster.StartAsync(cluster, cancellationToken)
            : await OwnPostgres.CreateAsync(
                Path.Combine(Folder, "postgres"), options.Port,
                settings.HasDatabaseProxy ? databaseProxyPort : options.Port,
                settings.Postgres, settings.DiskMegabytes, cancellationToken);
        parts.Add(Database);
        if (settings.HasDatabaseProxy)
            parts.Add(DatabaseProxy = new TcpProxy(databaseProxyPort, options.Port));

        Service = await Service.CreateAsync(
            program, Folder, $"{Database.ConnectionString};{settings.Connection}", settings.Service, ServiceTimeout,
            cancellationToken);
        var migration = await Service.RunAsync("migrate", cancellationToken);
        if (migration.ExitCode != 0)
            throw new InvalidOperationException($"The migration failed: {migration.Output}");
        await using (var admin = await Database.ConnectAsync(cancellationToken))
            School = await School.OpenAsync(students, admin, cancellationToken);

        Instances = [.. Enumerable.Range(0, options.Instances)
            .Select(number => new Instance(Service, number, options.Port + 20 + number))];
        parts.AddRange(Instances);
        if (settings.HasClientProxies)
            ClientProxies = [.. Instances.Select(instance => new TcpProxy(instance.Port - 10, instance.Port))];
        parts.AddRange(ClientProxies);

        Client = new Client(
            [.. Instances.Select(instance =>
                new Uri($"http://127.0.0.1:{(settings.HasClientProxies ? instance.Port - 10 : instance.Port)}"))],
            ServiceTimeout, settings.ConnectionsAreCut, Findings, Clock);
        // All at once: that several start on one database is part of what is shown.
        foreach (var instance in Instances)
            instance.Start();
        foreach (var instance in Instances)
        {
            if (!await WaitUntilReadyAsync(instance, StartLimit, cancellationToken))
                throw new InvalidOperationException($"Instance {instance.Number} does not start.");
        }

        await School.SignInAllAsync(Client, cancellationToken);
    }
}
