namespace Engify.Chaos.Faults;

/// <summary>Nothing breaks: the load by itself, and the ground of some controls.</summary>
internal sealed class NoFault() : Fault("none", "The load alone breaks nothing.")
{
    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await Task.Delay(500, cancellationToken);
        return 1;
    }
}
