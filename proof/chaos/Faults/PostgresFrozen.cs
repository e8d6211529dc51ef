namespace Engify.Chaos.Faults;

/// <summary>All of PostgreSQL's processes stand still, the first time for longer than any time-out.</summary>
internal sealed class PostgresFrozen() : Fault(
    "postgres-frozen", "503 in time, never a hang beyond the time-out; recovers without a restart.")
{
    private static readonly TimeSpan LongerThanAnyTimeOut = TimeSpan.FromSeconds(33);

    private bool wasLong;

    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var family = stage.Postgres.Freeze();
        try
        {
            await Task.Delay(wasLong ? Between(random, 1, 6) : LongerThanAnyTimeOut, cancellationToken);
        }
        finally
        {
            Signals.Send(Signals.Continue, family);
        }

        wasLong = true;
        return 1;
    }
}
