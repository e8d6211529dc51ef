using Engify.Features.Tas;

namespace Engify.Features.Courses.AddCourseTa;

public sealed record AddCourseTaRequest(Guid CourseId, Guid TaId) : ICommand<TaResponse>
{
    public AuditedObject? Audited(TaResponse response) => AuditedObject.Of<Course>(CourseId);
}
