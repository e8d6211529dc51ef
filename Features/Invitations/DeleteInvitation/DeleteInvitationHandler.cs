using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Invitations.DeleteInvitation;

internal sealed class DeleteInvitationHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<DeleteInvitationRequest, Guid>
{
    public async Task<Guid> Handle(DeleteInvitationRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var deleted = await db.Invitations
            .Where(invitation => invitation.Id == request.InvitationId && invitation.ExpiresAt > now)
            .ExecuteDeleteAsync(cancellationToken);
        InvitationRules.Exists.Check(deleted == 1);
        return request.InvitationId;
    }
}
