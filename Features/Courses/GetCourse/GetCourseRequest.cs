namespace Engify.Features.Courses.GetCourse;

public sealed record GetCourseRequest(Guid CourseId) : IQuery<CourseResponse>;
