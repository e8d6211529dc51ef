namespace Engify.Chaos.Faults;

/// <summary>A fault that an external cluster offers.</summary>
internal sealed class ClusterFault(string name) : Fault(
    name, "Nothing acknowledged is lost; 503 meanwhile; the service recovers without a restart.")
{
    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await ((ExternalCluster)stage.Database).InjectAsync(Name, cancellationToken);
        return 1;
    }
}
