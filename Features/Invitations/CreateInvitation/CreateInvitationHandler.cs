using Engify.Features.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Invitations.CreateInvitation;

internal sealed class CreateInvitationHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<CreateInvitationRequest, NewInvitation>
{
    public async Task<NewInvitation> Handle(CreateInvitationRequest request, CancellationToken cancellationToken)
    {
        var key = EmailKey.Of(request.Email);
        AccountRules.EmailIsFree.Check(
            !await db.Accounts.AnyAsync(account => account.NormalizedEmail == key, cancellationToken));

        var now = clock.Now();
        var token = RefreshToken.Generate();
        var invitation = new Invitation(
            Guid.CreateVersion7(now), request.Email, request.Name.Tidied(), request.Role, RefreshToken.HashOf(token),
            now);
        // One statement, because two administrators may invite the same person at once.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO invitations (id, email, name, role, token_hash, created_at, expires_at)
            VALUES ({invitation.Id}, {invitation.Email}, {invitation.Name},
                {invitation.Role.ToString().ToUpperInvariant()}, {invitation.TokenHash}, {invitation.CreatedAt},
                {invitation.ExpiresAt})
            ON CONFLICT (email_key(email)) DO UPDATE SET
                id = excluded.id, email = excluded.email, name = excluded.name, role = excluded.role,
                token_hash = excluded.token_hash, created_at = excluded.created_at, expires_at = excluded.expires_at
            """,
            cancellationToken);
        return new NewInvitation(InvitationResponse.From(invitation), token);
    }
}
