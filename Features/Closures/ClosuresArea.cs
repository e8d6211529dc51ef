namespace Engify.Features.Closures;

/// <summary>The days on which there are no sessions.</summary>
internal sealed class ClosuresArea : Area
{
    public override string Description => "Days on which there are no sessions.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [ClosureTable.UniqueName] = ClosureRules.IsNew,
    };
}
