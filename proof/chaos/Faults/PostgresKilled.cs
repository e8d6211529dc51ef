namespace Engify.Chaos.Faults;

/// <summary>All of PostgreSQL's processes end with SIGKILL; it is started again and recovers from its log.</summary>
internal sealed class PostgresKilled() : Fault(
    "postgres-killed", "Nothing acknowledged is lost; 503 meanwhile, never 500; the service recovers by itself.")
{
    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await stage.Postgres.KillAsync(cancellationToken);
        await Task.Delay(Between(random, 0, 2), cancellationToken);
        await stage.Postgres.StartAsync(cancellationToken);
        return 1;
    }
}
