namespace Engify.Chaos.Faults;

/// <summary>All that the service says to PostgreSQL arrives late: a little as a rule, now and then by seconds.</summary>
internal sealed class PostgresSlow() : Fault(
    "postgres-slow", "503 in time, or a success that was saved.")
{
    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.AnsweredAt - first.SentAt > TimeSpan.FromSeconds(1);

    public override void Prepare(StageSettings settings, string folder) => settings.HasDatabaseProxy = true;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        stage.DatabaseProxy!.Delay = () => Random.Shared.Next(500) == 0
            ? Between(Random.Shared, 1, 8)
            : Between(Random.Shared, 0.001, 0.06);
        await Task.Delay(Between(random, 3, 6), cancellationToken);
        stage.DatabaseProxy.Delay = () => TimeSpan.Zero;
        return 1;
    }
}
