namespace Engify.Chaos;

/// <summary>What one run showed.</summary>
internal sealed record RunResult
{
    public required string Fault { get; init; }

    /// <summary>The control; null for a run in earnest.</summary>
    public string? Control { get; init; }

    /// <summary>What the control spoiled.</summary>
    public string? Spoils { get; init; }

    /// <summary>Instances of the service.</summary>
    public required int Instances { get; init; }

    /// <summary>How long the load ran.</summary>
    public required double Seconds { get; init; }

    /// <summary>Commands, each counted once.</summary>
    public required int Requests { get; init; }

    /// <summary>Those that were done at once.</summary>
    public required int Ok { get; init; }

    /// <summary>Those that were refused at once, by code.</summary>
    public required IReadOnlyDictionary<string, int> Refused { get; init; }

    /// <summary>Those that got 503 first, or 409 while the same ran.</summary>
    public required int Unavailable { get; init; }

    /// <summary>Those that got no answer first.</summary>
    public required int Unknown { get; init; }

    /// <summary>Of the last two, those that had been done, as the retry or, without a key, reading showed.</summary>
    public required int FoundDone { get; init; }

    /// <summary>How often the fault happened.</summary>
    public required int Injected { get; init; }

    /// <summary>The longest time in which nobody got a success or a refusal, in seconds.</summary>
    public required double LongestUnavailability { get; init; }

    /// <summary>How many promises were broken.</summary>
    public required int Violations { get; init; }

    /// <summary>For a control: whether the violation that was expected was found.</summary>
    public bool? IsCaught { get; init; }

    /// <summary>The first violations.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    public bool IsGood => IsCaught ?? Violations == 0;
}
