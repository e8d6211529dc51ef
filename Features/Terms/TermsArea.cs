namespace Engify.Features.Terms;

/// <summary>The parts of the academic year.</summary>
internal sealed class TermsArea : Area
{
    public override string Description => "Parts of the academic year.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [TermTable.UniqueCode] = TermRules.CodeIsFree,
        [TermTable.OfProducts] = TermRules.Exists,
        [TermTable.OfTemplates] = TermRules.Exists,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["termId"] = ExampleSchool.TermId,
    };
}
