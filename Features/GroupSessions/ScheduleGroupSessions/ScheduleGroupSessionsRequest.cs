namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <summary>Puts the sessions of one template that come within the next weeks on the calendar, once each.</summary>
/// <param name="TemplateId">The template.</param>
public sealed record ScheduleGroupSessionsRequest(Guid TemplateId) : ICommand<ScheduleGroupSessionsResponse>
{
    public AuditedObject? Audited(ScheduleGroupSessionsResponse response) =>
        response.Created > 0 ? AuditedObject.Of<GroupSessionTemplate>(TemplateId) : null;
}
