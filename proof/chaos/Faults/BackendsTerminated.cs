using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>Sessions of the service end by <c>pg_terminate_backend</c>, some at a time, in bursts.</summary>
internal sealed class BackendsTerminated() : Fault(
    "backends-terminated", "Bounded retries, no double effect.")
{
    private const string Terminate =
        """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'chaos'
          AND random() < 0.4
        """;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var terminated = 0;
        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        for (var burst = 0; burst < 8; burst++)
        {
            await using var command = new NpgsqlCommand(Terminate, admin);
            terminated += (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
            await Task.Delay(Between(random, 0.02, 0.3), cancellationToken);
        }

        return terminated;
    }
}
