using Engify.Features.Courses;
using Engify.Features.Files;
using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.GroupSessions;

/// <summary>Weekly group sessions, by their courses, TAs, times and terms. Their sessions follow them.</summary>
internal sealed class TemplateFile(GroupSessionTemplateTermsGiver giver, WeeklySessions weekly)
    : ImportKind<TemplateRow>(new TemplateRow.Validator())
{
    public override string Name => "templates";

    protected override string Select =>
        """
        group_session_templates.id, courses.code AS course_code, tas.email AS ta_email,
        group_session_templates.day_of_week, group_session_templates.start_time, group_session_templates.end_time,
        group_session_templates.time_zone, group_session_templates.capacity, group_session_templates.price_per_student,
        terms.code AS term_code, group_session_templates.starts_on, group_session_templates.ends_on,
        group_session_templates.location, group_session_templates.meeting_url, group_session_templates.is_active
        """;

    protected override string From =>
        """
        group_session_templates
        JOIN courses ON courses.id = group_session_templates.course_id
        JOIN tas ON tas.id = group_session_templates.ta_id
        LEFT JOIN terms ON terms.id = group_session_templates.term_id
        """;

    protected override string Table => "group_session_templates";

    protected override IReadOnlyList<string> Key => ["courseCode", "taEmail", "dayOfWeek", "startTime", "termCode"];

    protected override string KeySql =>
        @"email_key(concat_ws(E'\n', courses.code, tas.email, group_session_templates.day_of_week, "
        + "to_char(group_session_templates.start_time, 'HH24:MI'), coalesce(terms.code, '')))";

    protected override string Insert =>
        """
        INSERT INTO group_session_templates (
            id, course_id, ta_id, day_of_week, start_time, end_time, time_zone, capacity, price_per_student, term_id,
            starts_on, ends_on, location, meeting_url, is_active)
        SELECT
            rows.id, courses.id, tas.id, rows.day_of_week, rows.start_time, rows.end_time, rows.time_zone,
            rows.capacity, rows.price_per_student, terms.id, rows.starts_on, rows.ends_on, rows.location,
            rows.meeting_url, rows.is_active
        FROM rows
        JOIN courses ON email_key(courses.code) = email_key(rows.course_code)
        JOIN tas ON email_key(tas.email) = email_key(rows.ta_email)
        LEFT JOIN terms ON email_key(terms.code) = email_key(rows.term_code)
        """;

    protected override string Update =>
        """
        UPDATE group_session_templates SET
            end_time = rows.end_time, time_zone = rows.time_zone, capacity = rows.capacity,
            price_per_student = rows.price_per_student, starts_on = rows.starts_on, ends_on = rows.ends_on,
            location = rows.location, meeting_url = rows.meeting_url, is_active = rows.is_active
        FROM rows WHERE group_session_templates.id = rows.id
        """;

    protected override async Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<TemplateRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken)
    {
        var changed = rows.Where(row => !row.Row.Equals(row.Known)).ToList();
        var courses = await IdsAsync("courses", "code", changed.Select(row => row.Row.CourseCode));
        var tas = await IdsAsync("tas", "email", changed.Select(row => row.Row.TaEmail));
        var known = await IdsAsync("terms", "code", changed.Select(row => row.Row.TermCode).OfType<string>());
        foreach (var row in changed)
        {
            if (!courses.TryGetValue(KeyOf(row.Row.CourseCode), out var course))
            {
                errors.Add(row.Line, "courseCode", FileFault.Of(CourseRules.Exists));
                continue;
            }

            var terms = row.Row.Terms with
            {
                TaId = tas.GetValueOrDefault(KeyOf(row.Row.TaEmail)),
                TermId = row.Row.TermCode is { } code ? known.GetValueOrDefault(KeyOf(code)) : null,
            };
            await CompleteAsync(row, course, terms, errors, cancellationToken);
        }

        Task<Dictionary<string, Guid>> IdsAsync(string table, string column, IEnumerable<string> names) =>
            FindIdsAsync(db, table, column, names, cancellationToken);
    }

    protected override async Task FollowAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<TemplateRow>> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            var template = await db.GroupSessionTemplates.FindForChangeAsync(row.Id, cancellationToken);
            await weekly.AdaptAsync(template!, cancellationToken);
        }
    }

    private async Task CompleteAsync(
        ImportRow<TemplateRow> row, Guid courseId, GroupSessionTemplateTerms terms, ImportErrors errors,
        CancellationToken cancellationToken)
    {
        var template = new GroupSessionTemplate(
            row.Id, courseId, terms.TaId, (DayOfWeek)terms.DayOfWeek, terms.StartTime, terms.EndTime, terms.TimeZone,
            terms.Capacity, terms.PricePerStudent);
        try
        {
            await giver.GiveAsync(template, terms, cancellationToken);
            row.Row = row.Row with { StartsOn = template.StartsOn, EndsOn = template.EndsOn };
        }
        catch (RuleViolationException refusal)
        {
            var column = refusal.Rule == TermRules.Exists ? "termCode" : "taEmail";
            errors.Add(row.Line, column, FileFault.Of(refusal.Rule));
        }
        catch (ValidationException invalid)
        {
            foreach (var failure in invalid.Errors)
                errors.Add(row.Line, failure.PropertyName, FileFault.Of(failure));
        }
    }
}

/// <summary>A weekly group session in a file.</summary>
internal sealed record TemplateRow(
    string CourseCode, string TaEmail, int DayOfWeek, TimeOnly StartTime, TimeOnly EndTime, string TimeZone,
    int Capacity, decimal PricePerStudent, string? TermCode = null, DateOnly? StartsOn = null,
    DateOnly? EndsOn = null, string? Location = null, string? MeetingUrl = null, bool IsActive = true)
    : IHaveGroupSessionTemplateTerms
{
    /// <summary>Its terms, but for the TA and the term, whose ids a file does not know.</summary>
    public GroupSessionTemplateTerms Terms => new(
        Guid.Empty, DayOfWeek, StartTime, EndTime, TimeZone, Capacity, PricePerStudent, null, StartsOn, EndsOn,
        Location, MeetingUrl, IsActive);

    internal sealed class Validator : GroupSessionTemplateTermsValidator<TemplateRow>;
}
