using Engify.Features.Files;

namespace Engify.Features.Courses;

/// <summary>Courses, by their codes.</summary>
internal sealed class CourseFile() : ImportKind<CourseRow>(new CourseRow.Validator())
{
    public override string Name => "courses";

    protected override string Select =>
        "courses.id, courses.code, courses.name, courses.description, courses.is_active";

    protected override string From => "courses";

    protected override string Table => "courses";

    protected override IReadOnlyList<string> Key => ["code"];

    protected override string KeySql => "email_key(courses.code)";

    protected override string Insert =>
        """
        INSERT INTO courses (id, code, name, description, is_active)
        SELECT id, code, name, description, is_active FROM rows
        """;

    protected override string Update =>
        """
        UPDATE courses SET name = rows.name, description = rows.description, is_active = rows.is_active
        FROM rows WHERE courses.id = rows.id
        """;
}

/// <summary>A course in a file.</summary>
internal sealed record CourseRow(string Code, string Name, string? Description = null, bool IsActive = true)
    : ICourseDetails
{
    internal sealed class Validator : CourseValidator<CourseRow>;
}
