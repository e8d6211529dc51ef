using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.ListGroupSessionTemplates;

internal sealed class ListGroupSessionTemplatesHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<ListGroupSessionTemplatesRequest, Page<GroupSessionTemplateDetailsResponse>>
{
    public async Task<Page<GroupSessionTemplateDetailsResponse>> Handle(
        ListGroupSessionTemplatesRequest request, CancellationToken cancellationToken)
    {
        var taId = request.TaId ?? caller.TaId;
        AccessRules.Allowed.Check(caller.IsAdmin || (taId is { } named && caller.IsTa(named)));

        var templates = request.Q.TidiedOrNull() is { } text
            ? db.GroupSessionTemplates.FromStatement(
                $"""
                SELECT {Columns.Of<GroupSessionTemplate>()} FROM group_session_templates
                WHERE EXISTS (
                    SELECT FROM courses c, tas t
                    WHERE c.id = group_session_templates.course_id AND t.id = group_session_templates.ta_id
                      AND position(email_key({text}) IN email_key(c.code || E'\n' || c.name || E'\n' || t.name)) > 0)
                """)
            : db.GroupSessionTemplates;
        if (request.Cursor is { Key: var key, Id: var id })
        {
            templates = templates.Where(template => EF.Functions.GreaterThan(
                ValueTuple.Create(template.DayOfWeek, template.StartTime, template.Id),
                ValueTuple.Create(key.Day, key.Start, id)));
        }

        var rows = await templates
            .Where(template => (taId == null || template.TaId == taId)
                && (request.CourseId == null || template.CourseId == request.CourseId)
                && (template.IsActive || request.IncludeInactive))
            .OrderBy(template => template.DayOfWeek).ThenBy(template => template.StartTime)
            .ThenBy(template => template.Id)
            .Take(request.Limit + 1)
            .Select(template => GroupSessionTemplateDetailsResponse.From(template, template.Ta))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, template => new Cursor<WeekTime>(
            new WeekTime((DayOfWeek)template.DayOfWeek, template.StartTime), template.Id));
    }
}
