using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Invitations.CreateInvitation;

internal sealed class CreateInvitationValidator : AbstractValidator<CreateInvitationRequest>
{
    public CreateInvitationValidator()
    {
        RuleFor(request => request.Email).NotEmpty().Email();
        RuleFor(request => request.Role).IsInEnum();
        RuleFor(request => request.Name).RequiredText(Account.MaxNameLength);
    }
}
