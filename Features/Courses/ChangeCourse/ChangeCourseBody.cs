namespace Engify.Features.Courses.ChangeCourse;

/// <summary>A course as it shall be.</summary>
/// <param name="Code">As printed in the calendar, such as <c>COMP 248</c>; no other course has it.</param>
/// <param name="Name">Its title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="IsActive">Whether it is offered.</param>
public sealed record ChangeCourseBody(string Code, string Name, string? Description = null, bool IsActive = true)
{
    internal static ChangeCourseBody Example => new(
        CourseResponse.Example.Code, CourseResponse.Example.Name, CourseResponse.Example.Description);
}
