using FluentValidation;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInValidator : AbstractValidator<LogInRequest>
{
    public LogInValidator()
    {
        RuleFor(request => request.Email).NotEmpty().Normalizable().FreeText(Account.MaxEmailLength);
        RuleFor(request => request.Password).NotEmpty();
        // As long as it counts at registration: prepared.
        RuleFor(request => OpaqueString.Prepare(request.Password)).FreeText(Account.MaxPasswordLength)
            .OverridePropertyName("password");
    }
}
