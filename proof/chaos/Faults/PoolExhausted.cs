using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>Few connections in the pool, and a rival session that holds a table which all of them wait for.</summary>
internal sealed class PoolExhausted() : Fault(
    "pool-exhausted", "No success for what was not saved; 503 in time; recovers without a restart.")
{
    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override void Prepare(StageSettings settings, string folder) =>
        settings.Connection = "Maximum Pool Size=4;Timeout=3";

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await using var rival = await stage.Database.ConnectAsync(cancellationToken);
        await using var transaction = await rival.BeginTransactionAsync(cancellationToken);
        await using var hold = new NpgsqlCommand("LOCK TABLE booking_students IN ACCESS EXCLUSIVE MODE", rival);
        await hold.ExecuteNonQueryAsync(cancellationToken);
        // Longer than a request tries to get a connection of the pool.
        await Task.Delay(Between(random, 7, 10), cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return 1;
    }
}
