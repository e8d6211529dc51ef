using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Students.CreateStudent;

internal sealed class CreateStudentValidator : AbstractValidator<CreateStudentRequest>
{
    public CreateStudentValidator()
    {
        RuleFor(request => request.Name).RequiredText(Account.MaxNameLength);
        RuleFor(request => request.Email).NotEmpty().Email();
    }
}
