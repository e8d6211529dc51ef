namespace Engify.Chaos;

/// <summary>What one run showed.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Control">What was spoiled on purpose; null for a run in earnest.</param>
/// <param name="HoldsWhen">What was to be shown.</param>
/// <param name="Instances">Instances of the service.</param>
/// <param name="Seconds">How long the load ran.</param>
/// <param name="Requests">Commands, each counted once.</param>
/// <param name="Ok">Those that were done at once.</param>
/// <param name="Refused">Those that were refused at once, by code.</param>
/// <param name="Unavailable">Those that got 503 first, or 409 while the same ran.</param>
/// <param name="Unknown">Those that got no answer first.</param>
/// <param name="FoundDone">Of the last two, those that had been done, as the retry or, without a key, reading showed.</param>
/// <param name="Injected">How often the fault happened.</param>
/// <param name="LongestUnavailability">The longest time in which nobody got a success or a refusal, in seconds.</param>
/// <param name="Violations">How many promises were broken.</param>
/// <param name="IsCaught">For a control: whether the violation that was expected was found.</param>
/// <param name="Examples">The first violations.</param>
internal sealed record RunResult(
    string Fault, string? Control, string HoldsWhen, int Instances, double Seconds, int Requests, int Ok,
    IReadOnlyDictionary<string, int> Refused, int Unavailable, int Unknown, int FoundDone, int Injected,
    double LongestUnavailability, int Violations, bool? IsCaught, IReadOnlyList<string> Examples)
{
    public bool IsGood => IsCaught ?? Violations == 0;
}
