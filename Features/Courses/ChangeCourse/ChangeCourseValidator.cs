using FluentValidation;

namespace Engify.Features.Courses.ChangeCourse;

internal sealed class ChangeCourseValidator : AbstractValidator<ChangeCourseRequest>
{
    public ChangeCourseValidator()
    {
        RuleFor(request => request.Code).RequiredText(Course.MaxCodeLength);
        RuleFor(request => request.Name).RequiredText(Course.MaxNameLength);
        RuleFor(request => request.Description).FreeText(Course.MaxDescriptionLength);
    }
}
