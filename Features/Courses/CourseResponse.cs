namespace Engify.Features.Courses;

/// <summary>A course.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">As printed in the calendar, such as <c>COMP 248</c>.</param>
/// <param name="Name">Its title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="IsActive">Whether it is offered.</param>
public record CourseResponse(Guid Id, string Code, string Name, string? Description, bool IsActive)
{
    public static CourseResponse From(Course course) =>
        new(course.Id, course.Code, course.Name, course.Description, course.IsActive);

    internal static CourseResponse Example => new(
        ExampleSchool.CourseId, "COMP 248", "Object-Oriented Programming I",
        "Programming in Java: types, control flow, classes, arrays.", true);
}
