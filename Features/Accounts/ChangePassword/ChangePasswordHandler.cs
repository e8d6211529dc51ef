using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.ChangePassword;

internal sealed class ChangePasswordHandler(
    EngifyDbContext db, Passwords passwords, HashingQueue queue, LockOut lockOut, Sessions sessions,
    Transactions transactions, AuditLog audit, Caller caller)
    : IRequestHandler<ChangePasswordRequest, Guid>
{
    public async Task<Guid> Handle(ChangePasswordRequest request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(
            account => account.Id == caller.AccountId, cancellationToken);
        AccessRules.SignedIn.Check(account is not null);

        using var turn = await queue.TakeTurnAsync(
            Convert.ToHexString(lockOut.HashOf(account.Email!)), cancellationToken);
        using (await queue.EnterAsync(cancellationToken))
        {
            await lockOut.CountAsync(account.Email!, cancellationToken);
            AccountRules.CurrentPasswordIsRight.Check(
                await passwords.VerifyAsync(account, request.CurrentPassword) is not null);
        }

        var before = account.PasswordHash;
        await passwords.SetAsync(account, request.NewPassword, cancellationToken);
        return await transactions.RunAsync(
            async () =>
            {
                // Whoever is signing in with the old one has this row until their session is there, which then ends
                // like the others.
                var changed = await db.Accounts
                    .Where(known => known.Id == account.Id && known.PasswordHash == before)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(known => known.PasswordHash, account.PasswordHash), cancellationToken);
                AccountRules.CurrentPasswordIsRight.Check(changed == 1);
                await sessions.EndAsync(account.Id, caller.SessionId, cancellationToken);
                await lockOut.ForgiveAsync(account, cancellationToken);
                audit.Write(UseCase.Of<ChangePasswordRequest>(), AuditedObject.Of<Account>(account.Id));
                return account.Id;
            },
            cancellationToken);
    }
}
