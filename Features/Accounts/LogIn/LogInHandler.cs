using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInHandler(
    EngifyDbContext db, UserManager<Account> accounts, Passwords passwords, HashingQueue queue, Sessions sessions,
    Transactions transactions, AuditLog audit, TimeProvider clock, IOptions<IdentityOptions> options)
    : IRequestHandler<LogInRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(LogInRequest request, CancellationToken cancellationToken)
    {
        var emailHash = SHA256.HashData(Encoding.UTF8.GetBytes(accounts.NormalizeEmail(request.Email)));
        using var turn = await queue.TakeTurnAsync(Convert.ToHexString(emailHash), cancellationToken);

        Account? account;
        string? hash;
        // Take the place before counting: a request that is turned away does not count as an attempt.
        using (await queue.EnterAsync(cancellationToken))
        {
            await CountAttemptAsync(emailHash, cancellationToken);
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
            () => StartSessionAsync(account!, hash, emailHash, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>
    /// Every attempt counts as a failure until it succeeds. It is counted and committed before the password is checked,
    /// so guessing in parallel gains nothing.
    /// </summary>
    private async Task CountAttemptAsync(byte[] emailHash, CancellationToken cancellationToken)
    {
        var lockout = options.Value.Lockout;
        var now = clock.Now();
        var forgottenAt = now + lockout.DefaultLockoutTimeSpan;
        var counted = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sign_in_attempts AS known (email_hash, failures, forgotten_at)
            VALUES ({emailHash}, 1, {forgottenAt})
            ON CONFLICT (email_hash) DO UPDATE SET
                failures = CASE WHEN known.forgotten_at <= {now} THEN 1 ELSE known.failures + 1 END,
                forgotten_at = CASE
                    WHEN known.forgotten_at <= {now} OR known.failures + 1 = {lockout.MaxFailedAccessAttempts}
                    THEN {forgottenAt} ELSE known.forgotten_at
                END
            WHERE known.forgotten_at <= {now} OR known.failures < {lockout.MaxFailedAccessAttempts}
            """,
            cancellationToken);
        AccountRules.NotLocked.Check(counted == 1);
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

        // Make this COMMIT write to disk as a successful sign-in does, so that timing it reveals nothing.
        await db.Database.ExecuteSqlAsync($"SELECT pg_logical_emit_message(true, 'engify', '')");
        return false;
    }

    /// <param name="verified">The account whose password was right.</param>
    /// <param name="hash">The hash of its password from now on.</param>
    /// <param name="emailHash">Whose failures are forgotten.</param>
    private async Task<SessionResponse> StartSessionAsync(
        Account verified, string hash, byte[] emailHash, CancellationToken cancellationToken)
    {
        // The password may have been removed while it was being hashed.
        var account = await db.Accounts.SingleOrDefaultAsync(
            known => known.Id == verified.Id && known.PasswordHash == verified.PasswordHash, cancellationToken);
        AccountRules.CredentialsAreRight.Check(account is not null);
        if (hash != account.PasswordHash)
        {
            await db.Accounts.Where(known => known.Id == account.Id && known.PasswordHash == account.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.PasswordHash, hash), cancellationToken);
        }

        await db.SignInAttempts.Where(attempts => attempts.EmailHash == emailHash).ExecuteDeleteAsync(cancellationToken);
        audit.Write(UseCase.Of<LogInRequest>(), AuditedObject.Of<Account>(account.Id));
        return await sessions.StartAsync(account, cancellationToken);
    }
}
