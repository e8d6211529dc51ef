using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts.RefreshSession;

internal sealed class RefreshSessionHandler(
    EngifyDbContext db, Sessions sessions, AuditLog audit, TimeProvider clock, IOptions<TokenIssuerOptions> options)
    : IRequestHandler<RefreshSessionRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(RefreshSessionRequest request, CancellationToken cancellationToken)
    {
        var hash = RefreshToken.HashOf(request.RefreshToken);
        var family = await LockFamilyAsync(hash, cancellationToken);
        AccessRules.SignedIn.Check(family is not null);

        var now = clock.Now();
        var token = await db.RefreshTokens.AsTracking().SingleAsync(token => token.Hash == hash, cancellationToken);
        AccountRules.TokenIsCurrent.Check(token.ExpiresAt > now);
        AccountRules.RefreshTokenIsUnspent.Check(family.RevokedAt is null);

        var exchanges = await ListExchangesSinceAsync(token, cancellationToken);
        if (!token.TrySpend(exchanges, now, options.Value.RefreshLeeway))
        {
            await EndFamilyAsync(family, now, cancellationToken);
            throw new RuleViolationException(AccountRules.RefreshTokenIsUnspent) { KeepsChanges = true };
        }

        var account = await db.Accounts.SingleAsync(account => account.Id == family.AccountId, cancellationToken);
        return await sessions.ContinueAsync(account, family.Id, token.SpentAt!.Value, cancellationToken);
    }

    /// <summary>
    /// Exchanges and revocations of one family take turns, so each sees everything that happened before it.
    /// </summary>
    private Task<RefreshTokenFamily?> LockFamilyAsync(byte[] hash, CancellationToken cancellationToken) =>
        db.WaitAsync(LockTarget.RefreshTokenFamily, () => db.RefreshTokenFamilies
            .FromStatement(
                $"""
                SELECT {Columns.Of<RefreshTokenFamily>()} FROM refresh_token_families
                WHERE id = (SELECT family_id FROM refresh_tokens WHERE hash = {hash}) FOR NO KEY UPDATE
                """)
            .SingleOrDefaultAsync(cancellationToken));

    /// <summary>
    /// The times of the family's exchanges after this token was issued, earliest first. Only the first two matter.
    /// </summary>
    private Task<List<DateTimeOffset>> ListExchangesSinceAsync(
        RefreshToken token, CancellationToken cancellationToken) =>
        db.RefreshTokens
            .Where(other => other.FamilyId == token.FamilyId && other.SpentAt > token.IssuedAt)
            .Select(other => other.SpentAt!.Value)
            .Distinct()
            .OrderBy(spentAt => spentAt)
            .Take(2)
            .ToListAsync(cancellationToken);

    /// <summary>
    /// A token that is used twice was stolen, and there is no telling which of the two was the owner.
    /// </summary>
    private async Task EndFamilyAsync(
        RefreshTokenFamily family, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.RefreshTokenFamilies
            .Where(known => known.Id == family.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedAt, now), cancellationToken);
        audit.Write(
            UseCase.Of<RefreshSessionRequest>(), AuditedObject.Of<Account>(family.AccountId),
            AccountRules.RefreshTokenIsUnspent);
    }
}
