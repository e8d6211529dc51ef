namespace Engify.Chaos.Faults;

/// <summary>Clients go away at random moments, before they have an answer.</summary>
internal sealed class ClientsGone() : Fault(
    "clients-gone", "What they asked for is wholly done or wholly not; a retry with the key tells.")
{
    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unknown;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var gone = 0;
        stage.ClientPatience = client =>
        {
            if (client.Next(3) == 0)
                return null;
            Interlocked.Increment(ref gone);
            return Between(client, 0.0005, 0.05);
        };
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        stage.ClientPatience = _ => null;
        return gone;
    }

    public override Task EndAsync(Stage stage, CancellationToken cancellationToken)
    {
        stage.ClientPatience = _ => null;
        return Task.CompletedTask;
    }
}
