using System.Collections.Concurrent;

namespace Engify.Chaos;

/// <summary>The violations of one run.</summary>
internal sealed class Findings
{
    private readonly ConcurrentQueue<Finding> all = new();

    public IReadOnlyCollection<Finding> All => all;

    public void Add(FindingKind kind, string details) => all.Enqueue(new Finding(kind, details));

    public void Require(bool holds, FindingKind kind, string details)
    {
        if (!holds)
            Add(kind, details);
    }
}
