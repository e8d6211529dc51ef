using FluentValidation;

namespace Engify.Features.Accounts.CreateTaAccount;

internal sealed class CreateTaAccountValidator : AbstractValidator<CreateTaAccountRequest>
{
    public CreateTaAccountValidator()
    {
        RuleFor(request => request.Email).Email();
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength).Password();
    }
}
