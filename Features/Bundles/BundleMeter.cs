using System.Diagnostics.Metrics;

namespace Engify.Features.Bundles;

/// <summary>Counts purchases of bundles.</summary>
public sealed class BundleMeter(IMeterFactory meters)
{
    private readonly Counter<long> purchased = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.bundles.purchased", "{purchase}", "Bundles bought.");

    public void Purchased() => purchased.Add(1);
}
