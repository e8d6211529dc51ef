using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Invitations.ListInvitations;

internal sealed class ListInvitationsHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ListInvitationsRequest, Page<InvitationResponse>>
{
    public async Task<Page<InvitationResponse>> Handle(
        ListInvitationsRequest request, CancellationToken cancellationToken)
    {
        var invitations = request.Q.TidiedOrNull() is { } text
            ? db.Invitations.FromStatement(
                $"""
                SELECT {Columns.Of<Invitation>()} FROM invitations
                WHERE position(email_key({text}) IN email_key(name || E'\n' || email)) > 0
                """)
            : db.Invitations;
        if (request.Cursor is { } last)
        {
            invitations = invitations.Where(invitation => EF.Functions.GreaterThan(
                ValueTuple.Create(invitation.Email, invitation.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var now = clock.Now();
        var rows = await invitations
            .Where(invitation => invitation.ExpiresAt > now)
            .OrderBy(invitation => invitation.Email).ThenBy(invitation => invitation.Id)
            .Take(request.Limit + 1)
            .Select(invitation => InvitationResponse.From(invitation))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, invitation => new Cursor<string>(invitation.Email, invitation.Id));
    }
}
