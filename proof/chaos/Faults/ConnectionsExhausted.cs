using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>Others take every connection that PostgreSQL allows, and the service loses those it had.</summary>
internal sealed class ConnectionsExhausted() : Fault(
    "connections-exhausted", "503 with Retry-After while PostgreSQL takes no connection; recovers without a restart.")
{
    private const int MaxConnections = 40;

    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override void Prepare(StageSettings settings, string folder) =>
        settings.Postgres["max_connections"] = $"{MaxConnections}";

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(stage.Database.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "chaos",
        };
        var taken = new List<NpgsqlConnection>();
        try
        {
            await using var admin = await stage.Database.ConnectAsync(cancellationToken);
            var until = stage.Clock.Elapsed + Between(random, 2, 5);
            while (stage.Clock.Elapsed < until)
            {
                await using (var terminate = new NpgsqlCommand(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE usename = 'engify' AND application_name <> 'chaos'
                    """,
                    admin))
                {
                    await terminate.ExecuteNonQueryAsync(cancellationToken);
                }

                while (taken.Count < MaxConnections && await TryConnectAsync() is { } connection)
                    taken.Add(connection);
                await Task.Delay(50, cancellationToken);
            }

            return 1;
        }
        finally
        {
            foreach (var connection in taken)
                await connection.DisposeAsync();
        }

        async Task<NpgsqlConnection?> TryConnectAsync()
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (NpgsqlException)
            {
                await connection.DisposeAsync();
                return null;
            }
        }
    }
}
