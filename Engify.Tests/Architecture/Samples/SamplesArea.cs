namespace Engify.Tests.Architecture.Samples;

/// <summary>An area that only this assembly has.</summary>
internal sealed class SamplesArea : Area
{
    public override string Description => "What somebody adds.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        // Any constraint that a test can break; its own would need a migration.
        ["samples_are_positive"] = SampleRules.IsPositive,
    };
}
