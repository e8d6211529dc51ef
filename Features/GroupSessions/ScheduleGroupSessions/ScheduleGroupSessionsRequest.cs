namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <summary>Schedules one template's sessions of the coming weeks, each once.</summary>
/// <param name="TemplateId">The template.</param>
public sealed record ScheduleGroupSessionsRequest(Guid TemplateId) : ICommand<ScheduleGroupSessionsResponse>
{
    public AuditedObject? Audited(ScheduleGroupSessionsResponse response) =>
        response.Created > 0 ? AuditedObject.Of<GroupSessionTemplate>(TemplateId) : null;
}
