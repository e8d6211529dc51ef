using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInHandler(
    EngifyDbContext db, UserManager<Account> accounts, Passwords passwords, HashingQueue queue, LockOut lockOut,
    Sessions sessions, Transactions transactions, AuditLog audit, TimeProvider clock)
    : IRequestHandler<LogInRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(LogInRequest request, CancellationToken cancellationToken)
    {
        using var turn = await queue.TakeTurnAsync(
            Convert.ToHexString(lockOut.HashOf(request.Email)), cancellationToken);

        Account? account;
        string? hash;
        // Take the place before counting: a request that is turned away does not count as an attempt.
        using (await queue.EnterAsync(cancellationToken))
        {
            await lockOut.CountAsync(request.Email, cancellationToken);
            account = await accounts.FindByEmailAsync(request.Email);
            hash = await passwords.VerifyAsync(account, request.Password);
        }

        // Record the outcome even if the client no longer waits for the answer.
        if (hash is null)
        {
            await transactions.RunAsync(() => WriteRefusalAsync(account), CancellationToken.None);
            throw new RuleViolationException(AccountRules.CredentialsAreRight);
        }

        return await transactions.RunAsync(
            () => StartSessionAsync(account!, hash, CancellationToken.None), CancellationToken.None);
    }

    private async Task<bool> WriteRefusalAsync(Account? account)
    {
        if (account is not null)
        {
            audit.Write(
                UseCase.Of<LogInRequest>(), AuditedObject.Of<Account>(account.Id),
                AccountRules.CredentialsAreRight);
            return true;
        }

        // A successful sign-in writes to disk, so timing this one reveals nothing.
        await db.CommitAsIfChangedAsync(CancellationToken.None);
        return false;
    }

    /// <param name="verified">The account whose password was right.</param>
    /// <param name="hash">The hash of its password from now on.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    private async Task<SessionResponse> StartSessionAsync(
        Account verified, string hash, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        // While it was hashed, the password may have been changed, and the account may have been deactivated. Whoever
        // does so now waits for this row, and then ends this session too.
        var signedIn = await db.Accounts
            .Where(known => known.Id == verified.Id && known.PasswordHash == verified.PasswordHash)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(known => known.PasswordHash, hash).SetProperty(known => known.LastSignedInAt, now),
                cancellationToken);
        AccountRules.CredentialsAreRight.Check(signedIn == 1);
        var account = await db.Accounts.SingleAsync(known => known.Id == verified.Id, cancellationToken);
        AccountRules.IsActive.Check(account.IsActive);

        await lockOut.ForgiveAsync(account, cancellationToken);
        await lockOut.RememberNetworkAsync(account, cancellationToken);
        audit.Write(UseCase.Of<LogInRequest>(), AuditedObject.Of<Account>(account.Id));
        return await sessions.StartAsync(account, cancellationToken);
    }
}
