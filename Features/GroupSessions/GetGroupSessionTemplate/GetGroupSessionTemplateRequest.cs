namespace Engify.Features.GroupSessions.GetGroupSessionTemplate;

public sealed record GetGroupSessionTemplateRequest(Guid TemplateId) : IQuery<GroupSessionTemplateDetailsResponse>;
