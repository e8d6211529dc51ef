using Engify.Features.Files;

namespace Engify.Features.Students;

/// <summary>Students, by their emails.</summary>
internal sealed class StudentFile() : ImportKind<StudentRow>(new StudentRow.Validator())
{
    public override string Name => "students";

    protected override string Select => "students.id, students.name, students.email, students.is_active";

    protected override string From => "students";

    /// <summary>Who was erased stays so, and is in no file.</summary>
    protected override string Where => "students.erased_at IS NULL";

    protected override string Table => "students";

    protected override IReadOnlyList<string> Key => ["email"];

    protected override string KeySql => "email_key(students.email)";

    protected override string Insert =>
        """
        INSERT INTO students (id, name, email, is_active, created_at, updated_at)
        SELECT id, name, email, is_active, @now, @now FROM rows
        """;

    protected override string Update =>
        """
        , renamed AS (
            UPDATE accounts SET name = rows.name FROM rows
            WHERE accounts.student_id = rows.id AND accounts.name <> rows.name
        )
        UPDATE students SET name = rows.name, is_active = rows.is_active, updated_at = @now
        FROM rows WHERE students.id = rows.id
        """;
}

/// <summary>A student in a file.</summary>
internal sealed record StudentRow(string Name, string Email, bool IsActive = true) : IStudentDetails
{
    internal sealed class Validator : StudentValidator<StudentRow>;
}
