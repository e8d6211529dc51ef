using FluentValidation;

namespace Engify.Features.Courses.ListCourses;

internal sealed class ListCoursesValidator : AbstractValidator<ListCoursesRequest>
{
    private const int MaxSearchLength = 100;

    public ListCoursesValidator()
    {
        RuleFor(request => request.Q).FreeText(MaxSearchLength);
        RuleFor(request => request.Limit).PageLimit();
    }
}
