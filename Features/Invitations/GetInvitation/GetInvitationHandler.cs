using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Invitations.GetInvitation;

internal sealed class GetInvitationHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<GetInvitationRequest, InvitationResponse>
{
    public async Task<InvitationResponse> Handle(GetInvitationRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var invitation = await db.Invitations.SingleOrDefaultAsync(
            invitation => invitation.Id == request.InvitationId && invitation.ExpiresAt > now, cancellationToken);
        InvitationRules.Exists.Check(invitation is not null);
        return InvitationResponse.From(invitation);
    }
}
