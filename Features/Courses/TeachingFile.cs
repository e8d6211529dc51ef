using Engify.Features.Files;
using Engify.Features.Tas;

namespace Engify.Features.Courses;

/// <summary>Who teaches what. A line lets a TA teach a course; no line takes one off.</summary>
internal sealed class TeachingFile() : ImportKind<TeachingRow>
{
    public override string Name => "teaching";

    protected override string Select => "courses.id, courses.code AS course_code, tas.email AS ta_email";

    protected override string From =>
        """
        course_tas
        JOIN courses ON courses.id = course_tas.course_id
        JOIN tas ON tas.id = course_tas.ta_id
        """;

    protected override string Table => "course_tas";

    protected override IReadOnlyList<string> Key => ["courseCode", "taEmail"];

    protected override string KeySql => @"email_key(courses.code || E'\n' || tas.email)";

    protected override string Insert =>
        """
        INSERT INTO course_tas (course_id, ta_id)
        SELECT courses.id, tas.id FROM rows
        JOIN courses ON email_key(courses.code) = email_key(rows.course_code)
        JOIN tas ON email_key(tas.email) = email_key(rows.ta_email)
        ON CONFLICT DO NOTHING
        """;

    protected override string? Update => null;

    protected override async Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<TeachingRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken)
    {
        var courses = await FindIdsAsync(
            db, "courses", "code", rows.Select(row => row.Row.CourseCode), cancellationToken);
        var tas = await FindIdsAsync(db, "tas", "email", rows.Select(row => row.Row.TaEmail), cancellationToken);
        foreach (var row in rows)
        {
            if (!courses.ContainsKey(KeyOf(row.Row.CourseCode)))
                errors.Add(row.Line, "courseCode", FileFault.Of(CourseRules.Exists));
            if (!tas.ContainsKey(KeyOf(row.Row.TaEmail)))
                errors.Add(row.Line, "taEmail", FileFault.Of(TaRules.Exists));
        }
    }
}

/// <summary>A TA and a course in a file.</summary>
internal sealed record TeachingRow(string CourseCode, string TaEmail);
