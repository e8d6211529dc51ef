using FluentValidation;

namespace Engify.Features.Invitations.ListInvitations;

internal sealed class ListInvitationsValidator : AbstractValidator<ListInvitationsRequest>
{
    public ListInvitationsValidator()
    {
        RuleFor(request => request.Q).FreeText(100);
        RuleFor(request => request.Limit).PageLimit();
    }
}
