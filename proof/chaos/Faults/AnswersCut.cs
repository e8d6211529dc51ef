namespace Engify.Chaos.Faults;

/// <summary>A proxy swallows answers, which exist only after COMMIT, and resets the client's connection.</summary>
internal sealed class AnswersCut() : Fault(
    "answers-cut", "A retry with the key gives the first answer; one row.")
{
    public override bool CutsConnections => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unknown;

    public override void Prepare(StageSettings settings, string folder) => settings.HasClientProxies = true;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var before = stage.ClientProxies.Sum(proxy => proxy.Cuts);
        var drawing = new Lock();
        SetAll(() =>
        {
            lock (drawing)
                return random.Next(4) == 0;
        });
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        SetAll(() => false);
        return stage.ClientProxies.Sum(proxy => proxy.Cuts) - before;

        void SetAll(Func<bool> cutsAnswer)
        {
            foreach (var proxy in stage.ClientProxies)
                proxy.CutsAnswer = cutsAnswer;
        }
    }
}
