namespace Engify.Chaos.Faults;

/// <summary>An instance, or all of them, ends with SIGKILL and is started again.</summary>
internal sealed class ServiceKilled() : Fault(
    "service-killed", "No key is stuck; every instance is ready again within 10 s.")
{
    public override bool CutsConnections => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unknown;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        Instance[] victims = random.Next(3) == 0
            ? [.. stage.Instances]
            : [stage.Instances[random.Next(stage.Instances.Count)]];
        await Task.WhenAll(victims.Select(instance => instance.KillAsync()));
        await Task.Delay(Between(random, 0, 0.5), cancellationToken);
        foreach (var instance in victims)
            instance.Start();
        await Task.WhenAll(victims.Select(instance =>
            stage.WaitUntilReadyAsync(instance, Stage.RecoveryLimit, cancellationToken)));
        return victims.Length;
    }
}
