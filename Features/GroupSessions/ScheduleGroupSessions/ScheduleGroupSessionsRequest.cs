using Engify.Features.Pipeline;

namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <summary>Puts the sessions of one template that come within the next weeks on the calendar, once each.</summary>
/// <param name="TemplateId">The template.</param>
public sealed record ScheduleGroupSessionsRequest(Guid TemplateId) : ICommand<ScheduleGroupSessionsResponse>;
