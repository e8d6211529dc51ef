namespace Engify.Chaos.Faults;

/// <summary>PostgreSQL takes no writes for some seconds, as after a failover to a standby.</summary>
internal sealed class DatabaseReadOnly() : Fault(
    "database-read-only", "No success for what was not saved; 503 in time; recovers without a restart.")
{
    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await SetAsync(stage, "on", cancellationToken);
        await Task.Delay(Between(random, 1, 4), cancellationToken);
        await SetAsync(stage, "off", cancellationToken);
        return 1;
    }

    private static async Task SetAsync(Stage stage, string value, CancellationToken cancellationToken)
    {
        await stage.Database.ExecuteAsync(
            $"ALTER SYSTEM SET default_transaction_read_only = {value}", cancellationToken);
        await stage.Database.ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
    }
}
