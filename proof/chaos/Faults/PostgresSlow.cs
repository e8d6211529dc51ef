namespace Engify.Chaos.Faults;

/// <summary>
/// All that the service says to PostgreSQL arrives late: a little as a rule, now and then by seconds.
/// </summary>
internal sealed class PostgresSlow() : Fault(
    "postgres-slow", "503 in time, or a success that was saved.")
{
    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.AnsweredAt - first.SentAt > TimeSpan.FromSeconds(1);

    public override void Prepare(StageSettings settings, string folder) => settings.HasDatabaseProxy = true;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var duration = Between(random, 3, 6);
        var drawing = new Lock();
        stage.DatabaseProxy!.Delay = () =>
        {
            lock (drawing)
                return random.Next(500) == 0 ? Between(random, 1, 8) : Between(random, 0.001, 0.06);
        };
        await Task.Delay(duration, cancellationToken);
        stage.DatabaseProxy.Delay = () => TimeSpan.Zero;
        return 1;
    }
}
