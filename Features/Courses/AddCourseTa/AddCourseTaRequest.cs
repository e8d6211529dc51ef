namespace Engify.Features.Courses.AddCourseTa;

public sealed record AddCourseTaRequest(Guid CourseId, Guid TaId) : ICatalogueCommand<TaResponse>
{
    public AuditedObject? Audited(TaResponse response) => new(AuditedObject.Course, CourseId);
}
