namespace Engify.Features.Tas;

/// <summary>The teaching assistants.</summary>
internal sealed class TasArea : Area
{
    public override string Description => "Teaching assistants.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [TaTable.UniqueEmail] = TaRules.EmailIsFree,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["taId"] = ExampleSchool.TaId,
    };
}
