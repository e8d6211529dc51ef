using System.Diagnostics.Metrics;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Counts what Npgsql's own metrics, which cover the pool and each command, do not.</summary>
internal sealed class DatabaseMeter(IMeterFactory meters)
{
    private readonly Meter meter = meters.Create(Telemetry.Name);

    private readonly Counter<long> retries = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.database.retries", "{retry}",
        "What was done over again after a deadlock, a lost connection or the like.");

    private readonly Histogram<double> lockWaits = meters.Create(Telemetry.Name).CreateHistogram(
        "engify.lock.wait.duration", "s", "How long it took to get a lock that others may hold.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <param name="cause">Why the first attempt failed.</param>
    public void Retried(Exception cause)
    {
        if (retries.Enabled)
            retries.Add(1, new KeyValuePair<string, object?>("error.type", TypeOf(cause)));
    }

    /// <param name="target">What was locked: one of <see cref="LockTarget"/>.</param>
    /// <param name="duration">How long it took to get the lock: one round trip if nobody held it.</param>
    public void WaitedForLock(string target, TimeSpan duration) =>
        lockWaits.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("engify.lock.target", target));

    /// <param name="isOpen">Whether connections are refused.</param>
    public void ObserveCircuit(Func<bool> isOpen) => meter.CreateObservableGauge(
        "engify.database.circuit.open", () => isOpen() ? 1 : 0, "{circuit}",
        "1 while requests that need the database are refused at once, 0 otherwise.");

    private static string TypeOf(Exception cause) =>
        (cause as PostgresException ?? cause.InnerException as PostgresException)?.SqlState ?? cause.GetType().Name;
}
