namespace Engify.Features.Students;

/// <summary>Who books sessions.</summary>
internal sealed class StudentsArea : Area
{
    public override string Description => "Who books sessions.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [StudentTable.NotErased] = StudentRules.IsNotErased,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["studentId"] = ExampleSchool.StudentId,
    };
}
