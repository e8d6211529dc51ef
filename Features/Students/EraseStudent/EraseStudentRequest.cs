namespace Engify.Features.Students.EraseStudent;

public sealed record EraseStudentRequest(Guid StudentId) : ICommand<StudentResponse>
{
    public AuditedObject? Audited(StudentResponse response) => AuditedObject.Of<Student>(response.Id);
}
