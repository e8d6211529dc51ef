using Engify.Features.Students;

namespace Engify.Features.Bookings;

/// <summary>A student in a session, as its TA sees them.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Where to reach them.</param>
public sealed record BookedStudentResponse(Guid Id, string Name, string Email)
{
    public static BookedStudentResponse From(Student student) => new(student.Id, student.Name, student.Email);

    internal static BookedStudentResponse Example => new(ExampleSchool.StudentId, "Sam Student", ExampleSchool.Email);
}
