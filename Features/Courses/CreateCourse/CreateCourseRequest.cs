using Engify.Features.Products;

namespace Engify.Features.Courses.CreateCourse;

/// <summary>A new course.</summary>
/// <param name="Code">As printed in the calendar, such as <c>COMP 248</c>; no other course has it.</param>
/// <param name="Name">Its title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="IsActive">Whether it is offered.</param>
public sealed record CreateCourseRequest(string Code, string Name, string? Description = null, bool IsActive = true)
    : ICommand<CourseDetailsResponse>, ICourseDetails
{
    public AuditedObject? Audited(CourseDetailsResponse response) => AuditedObject.Of<Course>(response.Id);

    internal static CreateCourseRequest Example => new(
        CourseResponse.Example.Code, CourseResponse.Example.Name, CourseResponse.Example.Description);
}
