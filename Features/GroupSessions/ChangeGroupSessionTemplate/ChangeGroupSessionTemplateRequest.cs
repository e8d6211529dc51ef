namespace Engify.Features.GroupSessions.ChangeGroupSessionTemplate;

/// <param name="TemplateId">The weekly group session.</param>
/// <param name="IfMatch">Which state of it is to be changed.</param>
/// <param name="Terms">What it shall be.</param>
public sealed record ChangeGroupSessionTemplateRequest(
    Guid TemplateId, IfMatch IfMatch, GroupSessionTemplateTerms Terms)
    : ICommand<WeeklyScheduleResponse>, IHaveGroupSessionTemplateTerms
{
    public AuditedObject? Audited(WeeklyScheduleResponse response) =>
        AuditedObject.Of<GroupSessionTemplate>(TemplateId);
}
