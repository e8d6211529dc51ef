namespace Engify.Features.Courses;

/// <summary>The catalogue of courses, and who teaches them.</summary>
internal sealed class CoursesArea : Area
{
    public override string Description => "The catalogue, open to anyone.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [CourseTable.UniqueCode] = CourseRules.CodeIsFree,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["courseId"] = ExampleSchool.CourseId,
        ["q"] = "COMP",
        ["includeInactive"] = true,
    };
}
