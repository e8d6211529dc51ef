namespace Engify.Features.Courses.ChangeCourse;

internal sealed class ChangeCourseValidator : CourseValidator<ChangeCourseRequest>;
