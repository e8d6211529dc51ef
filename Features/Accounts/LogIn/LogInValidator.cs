using FluentValidation;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInValidator : AbstractValidator<LogInRequest>
{
    public LogInValidator()
    {
        RuleFor(request => request.Email).NotEmpty().Normalizable().FreeText(Account.MaxEmailLength);
        RuleFor(request => request.Password).NotEmpty();
        // Measure the length as registration does, on the prepared text.
        RuleFor(request => OpaqueString.Prepare(request.Password)).FreeText(Account.MaxPasswordLength)
            .OverridePropertyName("password");
    }
}
