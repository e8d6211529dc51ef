namespace Engify.Features.GroupSessions.CreateGroupSessionTemplate;

/// <param name="CourseId">The course that it is for.</param>
/// <param name="Terms">What it is.</param>
public sealed record CreateGroupSessionTemplateRequest(Guid CourseId, GroupSessionTemplateTerms Terms)
    : ICommand<WeeklyScheduleResponse>, IHaveGroupSessionTemplateTerms
{
    public AuditedObject? Audited(WeeklyScheduleResponse response) =>
        AuditedObject.Of<GroupSessionTemplate>(response.Id);
}
