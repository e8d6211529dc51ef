using System.Security.Cryptography;
using System.Text;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts.LogIn;

internal sealed class LogInHandler(
    EngifyDbContext db, UserManager<Account> accounts, IPasswordHasher<Account> hasher, Sessions sessions,
    AuditLog audit, TimeProvider clock, IOptions<IdentityOptions> options)
    : IRequestHandler<LogInRequest, SessionResponse>
{
    private static string? decoy;

    public async Task<SessionResponse> Handle(LogInRequest request, CancellationToken cancellationToken)
    {
        var emailHash = SHA256.HashData(Encoding.UTF8.GetBytes(accounts.NormalizeEmail(request.Email)));
        await CountAttemptAsync(emailHash, cancellationToken);

        var account = await accounts.FindByEmailAsync(request.Email);
        if (!await IsRightAsync(account, request.Password))
        {
            if (account is not null)
            {
                audit.Write(
                    UseCase.Of<LogInRequest>(), new AuditedObject(AuditedObject.Account, account.Id),
                    AccountRules.CredentialsAreRight);
            }

            throw new RuleViolationException(AccountRules.CredentialsAreRight) { KeepsChanges = true };
        }

        await db.SignInAttempts.Where(attempts => attempts.EmailHash == emailHash).ExecuteDeleteAsync(cancellationToken);
        return await sessions.StartAsync(account!, cancellationToken);
    }

    /// <summary>
    /// Every attempt counts as a failure until it succeeds; the row lock lets those with the same email through one
    /// by one, so guessing in parallel gains nothing.
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

    private async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is not null)
            return await accounts.CheckPasswordAsync(account, password);

        // Takes as long as the real thing: who measures learns nothing.
        decoy ??= hasher.HashPassword(null!, RefreshToken.Generate());
        hasher.VerifyHashedPassword(null!, decoy, password);
        return false;
    }
}
