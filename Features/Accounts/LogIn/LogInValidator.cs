using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using FluentValidation;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInValidator : AbstractValidator<LogInRequest>
{
    public LogInValidator()
    {
        RuleFor(request => request.Email).NotEmpty().Normalizable().FreeText(Account.MaxEmailLength);
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength);
    }
}
