using FluentValidation;

namespace Engify.Features.Courses;

internal abstract class CourseValidator<T> : AbstractValidator<T>
    where T : ICourseDetails
{
    protected CourseValidator()
    {
        RuleFor(course => course.Code).RequiredText(Course.MaxCodeLength);
        RuleFor(course => course.Name).RequiredText(Course.MaxNameLength);
        RuleFor(course => course.Description).FreeText(Course.MaxDescriptionLength);
    }
}
