using FluentValidation;

namespace Engify.Features.Accounts.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordRequest>
{
    public ChangePasswordValidator()
    {
        RuleFor(request => request.CurrentPassword).NotEmpty();
        RuleFor(request => OpaqueString.Prepare(request.CurrentPassword)).FreeText(Account.MaxPasswordLength)
            .OverridePropertyName("currentPassword");
        RuleFor(request => request.NewPassword).NotEmpty().MaxCharacters(Account.MaxPasswordLength).Password();
    }
}
