using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.LogOut;

internal sealed class LogOutHandler(EngifyDbContext db, TimeProvider clock) : IRequestHandler<LogOutRequest, Guid?>
{
    public async Task<Guid?> Handle(LogOutRequest request, CancellationToken cancellationToken)
    {
        var hash = RefreshToken.HashOf(request.RefreshToken);
        var now = clock.Now();
        var family = await db.RefreshTokens.Where(token => token.Hash == hash)
            .Select(token => token.Family)
            .SingleOrDefaultAsync(cancellationToken);
        if (family is null)
            return null;

        var ended = await db.RefreshTokenFamilies
            .Where(known => known.Id == family.Id && known.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedAt, now), cancellationToken);
        return ended == 1 ? family.AccountId : null;
    }
}
