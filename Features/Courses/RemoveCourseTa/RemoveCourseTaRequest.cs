namespace Engify.Features.Courses.RemoveCourseTa;

public sealed record RemoveCourseTaRequest(Guid CourseId, Guid TaId) : ICommand<RemovedCourseTaResponse>
{
    public AuditedObject? Audited(RemovedCourseTaResponse response) => AuditedObject.Of<Course>(CourseId);
}
