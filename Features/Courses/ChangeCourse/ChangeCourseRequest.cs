namespace Engify.Features.Courses.ChangeCourse;

/// <param name="CourseId">The course.</param>
/// <param name="IfMatch">Which state of it is to be changed.</param>
/// <param name="Code">As printed in the calendar, such as <c>COMP 248</c>; no other course has it.</param>
/// <param name="Name">Its title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="IsActive">Whether it is offered.</param>
public sealed record ChangeCourseRequest(
    Guid CourseId, IfMatch IfMatch, string Code, string Name, string? Description, bool IsActive)
    : ICommand<ChangedCourseResponse>, ICourseDetails
{
    public AuditedObject? Audited(ChangedCourseResponse response) => AuditedObject.Of<Course>(CourseId);
}
