using Engify.Features.Accounts;
using Engify.Features.Students;
using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Invitations.AcceptInvitation;

internal sealed class AcceptInvitationHandler(
    EngifyDbContext db, UserManager<Account> accounts, Passwords passwords, Sessions sessions,
    Transactions transactions, AuditLog audit, TimeProvider clock)
    : IRequestHandler<AcceptInvitationRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(AcceptInvitationRequest request, CancellationToken cancellationToken)
    {
        // Only hashes are compared, so the time that it takes says nothing about a token.
        var hash = RefreshToken.HashOf(request.Token);
        var now = clock.Now();
        var invitation = await db.Invitations.SingleOrDefaultAsync(
            invitation => invitation.TokenHash == hash && invitation.ExpiresAt > now, cancellationToken);
        InvitationRules.IsValid.Check(invitation is not null);
        var draft = Account.Admin(invitation.Email, invitation.Name, now);
        await passwords.SetAsync(draft, request.Password, cancellationToken);

        return await transactions.RunAsync(
            async () =>
            {
                // Of several who use a link at once, one finds it.
                var used = await db.Invitations
                    .Where(known => known.TokenHash == hash).ExecuteDeleteAsync(cancellationToken);
                InvitationRules.IsValid.Check(used == 1);

                var account = await OpenAsync(invitation, now, cancellationToken);
                account.PasswordHash = draft.PasswordHash;
                await accounts.AddAsync(account);
                audit.Write(UseCase.Of<AcceptInvitationRequest>(), AuditedObject.Of<Account>(account.Id));
                return await sessions.StartAsync(account, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The account of the student or the TA who has this email, who is added where there is none.</summary>
    private async Task<Account> OpenAsync(
        Invitation invitation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = EmailKey.Of(invitation.Email);
        switch (invitation.Role)
        {
            case AccountRole.Student:
                var student = await db.Students
                    .FromStatement($"SELECT {Columns.Of<Student>()} FROM students WHERE email_key(email) = {key}")
                    .SingleOrDefaultAsync(cancellationToken)
                    ?? Add(new Student(Guid.CreateVersion7(now), invitation.Email, invitation.Name, now));
                return Account.Of(student, now);
            case AccountRole.Ta:
                var ta = await db.Tas
                    .FromStatement($"SELECT {Columns.Of<Ta>()} FROM tas WHERE email_key(email) = {key}")
                    .SingleOrDefaultAsync(cancellationToken)
                    ?? Add(new Ta(Guid.CreateVersion7(now), invitation.Name, invitation.Email));
                return Account.Of(ta, now);
            default:
                return Account.Admin(invitation.Email, invitation.Name, now);
        }
    }

    private T Add<T>(T owner)
        where T : class
    {
        db.Add(owner);
        return owner;
    }
}
