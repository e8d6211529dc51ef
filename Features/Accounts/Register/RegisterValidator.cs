using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using FluentValidation;

namespace Engify.Features.Accounts.Register;

internal sealed class RegisterValidator : AbstractValidator<RegisterRequest>
{
    public RegisterValidator()
    {
        RuleFor(request => request.Email).Email();
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength);
        RuleFor(request => request.Name).NotEmpty().FreeText(Account.MaxNameLength);
    }
}
