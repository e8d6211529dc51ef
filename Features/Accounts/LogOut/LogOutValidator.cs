using FluentValidation;

namespace Engify.Features.Accounts.LogOut;

internal sealed class LogOutValidator : AbstractValidator<LogOutRequest>
{
    public LogOutValidator() => RuleFor(request => request.RefreshToken).RefreshToken();
}
