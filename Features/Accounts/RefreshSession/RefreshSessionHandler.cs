using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.RefreshSession;

internal sealed class RefreshSessionHandler(EngifyDbContext db, Sessions sessions, AuditLog audit, TimeProvider clock)
    : IRequestHandler<RefreshSessionRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(RefreshSessionRequest request, CancellationToken cancellationToken)
    {
        var hash = RefreshToken.HashOf(request.RefreshToken);
        var now = clock.Now();
        // Of two exchanges at once the second waits for the first and then finds the token spent.
        var spent = await db.RefreshTokens
            .Where(token => token.Hash == hash && token.SpentAt == null && token.ExpiresAt > now
                && token.Family.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.SpentAt, now), cancellationToken);

        var found = await db.RefreshTokens.Where(token => token.Hash == hash)
            .Select(token => new { token.ExpiresAt, token.Family })
            .SingleOrDefaultAsync(cancellationToken);
        AccessRules.SignedIn.Check(found is not null);
        if (spent == 0)
        {
            AccountRules.TokenIsCurrent.Check(found.ExpiresAt > now);
            await EndFamilyAsync(found.Family, now, cancellationToken);
            throw new RuleViolationException(AccountRules.RefreshTokenIsUnspent) { KeepsChanges = true };
        }

        var account = await db.Accounts.SingleAsync(account => account.Id == found.Family.AccountId, cancellationToken);
        return await sessions.ContinueAsync(account, found.Family.Id, cancellationToken);
    }

    /// <summary>A token that is used twice was stolen, and nobody can tell which of the two was its owner.</summary>
    private async Task EndFamilyAsync(RefreshTokenFamily family, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = await db.RefreshTokenFamilies
            .Where(known => known.Id == family.Id && known.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedAt, now), cancellationToken);
        if (ended == 1)
        {
            audit.Write(
                UseCase.Of<RefreshSessionRequest>(), new AuditedObject(AuditedObject.Account, family.AccountId),
                AccountRules.RefreshTokenIsUnspent);
        }
    }
}
