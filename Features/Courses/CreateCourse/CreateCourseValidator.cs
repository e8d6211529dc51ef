using FluentValidation;

namespace Engify.Features.Courses.CreateCourse;

internal sealed class CreateCourseValidator : AbstractValidator<CreateCourseRequest>
{
    public CreateCourseValidator()
    {
        RuleFor(request => request.Code).RequiredText(Course.MaxCodeLength);
        RuleFor(request => request.Name).RequiredText(Course.MaxNameLength);
        RuleFor(request => request.Description).FreeText(Course.MaxDescriptionLength);
    }
}
