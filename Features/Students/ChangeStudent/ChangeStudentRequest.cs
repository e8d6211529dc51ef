namespace Engify.Features.Students.ChangeStudent;

public sealed record ChangeStudentRequest(Guid StudentId, IfMatch IfMatch, string Name, string Email, bool IsActive)
    : ICommand<StudentResponse>, IStudentDetails
{
    public string Email { get; } = EmailText.Trim(Email);

    public AuditedObject? Audited(StudentResponse response) => AuditedObject.Of<Student>(response.Id);
}
