using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Students.ChangeStudent;

internal sealed class ChangeStudentValidator : AbstractValidator<ChangeStudentRequest>
{
    public ChangeStudentValidator()
    {
        RuleFor(request => request.Name).RequiredText(Account.MaxNameLength);
        RuleFor(request => request.Email).NotEmpty().Email();
    }
}
