using FluentValidation;

namespace Engify.Features.Students.ListStudents;

internal sealed class ListStudentsValidator : AbstractValidator<ListStudentsRequest>
{
    private const int MaxSearchLength = 100;

    public ListStudentsValidator()
    {
        RuleFor(request => request.Q).FreeText(MaxSearchLength);
        RuleFor(request => request.Limit).PageLimit();
    }
}
