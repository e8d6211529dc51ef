using System.Diagnostics.Metrics;

namespace Engify.Features.Http;

/// <summary>Counts what became of requests, whatever they were about.</summary>
public sealed class RequestMeter(IMeterFactory meters)
{
    private readonly Counter<long> refusals = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.refusals", "{refusal}", "Requests that were answered with a problem, by its code.");

    private readonly Counter<long> replays = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.idempotency.replays", "{request}", "Repeated requests that were answered with their first answer.");

    /// <param name="code">The problem's code.</param>
    public void Refused(string code) => refusals.Add(1, new KeyValuePair<string, object?>("error.type", code));

    public void Replayed() => replays.Add(1);
}
