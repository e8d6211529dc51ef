using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Invitations.AcceptInvitation;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitationRequest>
{
    private const int MaxTokenLength = 200;

    public AcceptInvitationValidator()
    {
        RuleFor(request => request.Token).NotEmpty().MaxCharacters(MaxTokenLength);
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength).Password();
    }
}
