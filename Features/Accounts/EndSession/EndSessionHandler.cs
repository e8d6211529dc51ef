using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.EndSession;

internal sealed class EndSessionHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<EndSessionRequest, Guid>
{
    public async Task<Guid> Handle(EndSessionRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ended = await db.RefreshTokenFamilies
            .Where(family => family.Id == request.SessionId && family.AccountId == caller.AccountId
                && family.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RevokedAt, now), cancellationToken);
        AccountRules.SessionExists.Check(ended == 1);
        return caller.AccountId!.Value;
    }
}
