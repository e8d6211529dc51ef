using FluentValidation;

namespace Engify.Features.Accounts.CreateAdmin;

internal sealed class CreateAdminValidator : AbstractValidator<CreateAdminRequest>
{
    public CreateAdminValidator()
    {
        RuleFor(request => request.Email).Email();
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength).Password();
        RuleFor(request => request.Name).NotEmpty().FreeText(Account.MaxNameLength);
    }
}
