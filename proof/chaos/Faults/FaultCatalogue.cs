namespace Engify.Chaos.Faults;

/// <summary>All that can break, by name. Each run has a fault of its own.</summary>
internal static class FaultCatalogue
{
    private static readonly Func<Fault>[] Own =
    [
        () => new NoFault(), () => new ServiceKilled(), () => new PostgresKilled(), () => new AnswersCut(),
        () => new BackendsTerminated(), () => new Collisions(), () => new PoolExhausted(),
        () => new ConnectionsExhausted(), () => new DiskFull(), () => new DatabaseReadOnly(),
        () => new PostgresFrozen(), () => new PostgresSlow(), () => new ClientsGone(), () => new ClockMoved(),
        () => new Administration(),
    ];

    public static readonly IReadOnlyList<string> Short =
        ["service-killed", "postgres-killed", "answers-cut", "backends-terminated"];

    /// <param name="cluster">
    /// The folder of an external cluster, whose faults are added; null for our own PostgreSQL.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<IReadOnlyList<Fault>> ListAsync(string? cluster, CancellationToken cancellationToken)
    {
        var own = Own.Select(make => make());
        return cluster is null
            ? [.. own]
            : [
                .. own.Where(fault => !fault.NeedsOwnPostgres),
                .. (await ExternalCluster.ListFaultsAsync(cluster, cancellationToken))
                    .Select(name => new ClusterFault(name)),
            ];
    }

    public static Fault Make(string name) => Own.Select(make => make()).Single(fault => fault.Name == name);
}
