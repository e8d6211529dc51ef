namespace Engify.Features.Students.CreateStudent;

/// <summary>A new student.</summary>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">How they are reached and sign in; no other student has it.</param>
public sealed record CreateStudentRequest(string Name, string Email) : ICommand<StudentResponse>, IStudentDetails
{
    /// <summary>How they are reached and sign in; no other student has it.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    public AuditedObject? Audited(StudentResponse response) => AuditedObject.Of<Student>(response.Id);

    internal static CreateStudentRequest Example => new("Sam Student", ExampleSchool.Email);
}
