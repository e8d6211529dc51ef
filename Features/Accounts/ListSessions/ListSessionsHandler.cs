using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.ListSessions;

internal sealed class ListSessionsHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<ListSessionsRequest, IReadOnlyList<SignInSessionResponse>>
{
    public async Task<IReadOnlyList<SignInSessionResponse>> Handle(
        ListSessionsRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.RefreshTokenFamilies
            .Where(family => family.AccountId == caller.AccountId && family.RevokedAt == null)
            .Select(family => new
            {
                Family = family,
                Last = db.RefreshTokens.Where(token => token.FamilyId == family.Id)
                    .OrderByDescending(token => token.IssuedAt).First(),
            })
            .Where(session => session.Last.ExpiresAt > now)
            .OrderByDescending(session => session.Last.IssuedAt).ThenBy(session => session.Family.Id)
            .Select(session => new SignInSessionResponse(
                session.Family.Id, session.Family.Id == caller.SessionId, session.Family.Network,
                session.Family.CreatedAt, session.Last.IssuedAt, session.Last.ExpiresAt))
            .ToListAsync(cancellationToken);
    }
}
