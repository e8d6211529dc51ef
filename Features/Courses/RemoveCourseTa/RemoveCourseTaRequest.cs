namespace Engify.Features.Courses.RemoveCourseTa;

public sealed record RemoveCourseTaRequest(Guid CourseId, Guid TaId) : ICatalogueCommand<RemovedCourseTaResponse>
{
    public AuditedObject? Audited(RemovedCourseTaResponse response) => new(AuditedObject.Course, CourseId);
}
