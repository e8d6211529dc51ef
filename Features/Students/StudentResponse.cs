namespace Engify.Features.Students;

/// <summary>Someone who books sessions.</summary>
/// <param name="Id">The student's id.</param>
/// <param name="Email">The email, which is also what their account signs in with.</param>
/// <param name="Name">The name.</param>
/// <param name="IsActive">Whether they may book and join sessions.</param>
/// <param name="CreatedAt">When they were added.</param>
/// <param name="UpdatedAt">When any of this last changed.</param>
/// <param name="ErasedAt">When they were erased; null for a student who was not.</param>
public sealed record StudentResponse(
    Guid Id, string Email, string Name, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? ErasedAt)
{
    public static StudentResponse From(Student student) => new(
        student.Id, student.Email, student.Name, student.IsActive, student.CreatedAt, student.UpdatedAt,
        student.ErasedAt);

    internal static StudentResponse Example => new(
        ExampleSchool.StudentId, ExampleSchool.Email, "Sam Student", true, ExampleSchool.Now, ExampleSchool.Now, null);
}
