namespace Engify.Features.Courses.CreateCourse;

internal sealed class CreateCourseValidator : CourseValidator<CreateCourseRequest>;
