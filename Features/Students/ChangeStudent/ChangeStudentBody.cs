namespace Engify.Features.Students.ChangeStudent;

/// <summary>The whole of a student.</summary>
/// <param name="Name">The name that others see.</param>
/// <param name="Email">How they are reached and sign in; no other student has it.</param>
/// <param name="IsActive">Whether they can book.</param>
public sealed record ChangeStudentBody(string Name, string Email, bool IsActive = true)
{
    internal static ChangeStudentBody Example => new("Sam Student", ExampleSchool.Email, true);
}
