using FluentValidation;

namespace Engify.Features.Accounts.RefreshSession;

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSessionRequest>
{
    public RefreshSessionValidator() => RuleFor(request => request.RefreshToken).RefreshToken();
}
