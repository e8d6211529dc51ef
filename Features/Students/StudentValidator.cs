using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Students;

internal abstract class StudentValidator<T> : AbstractValidator<T>
    where T : IStudentDetails
{
    protected StudentValidator()
    {
        RuleFor(student => student.Name).RequiredText(Account.MaxNameLength);
        RuleFor(student => student.Email).NotEmpty().Email();
    }
}
