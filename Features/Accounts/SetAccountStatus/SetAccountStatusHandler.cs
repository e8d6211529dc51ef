using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.SetAccountStatus;

internal sealed class SetAccountStatusHandler(EngifyDbContext db, Sessions sessions)
    : IRequestHandler<SetAccountStatusRequest, AccountResponse>
{
    public async Task<AccountResponse> Handle(SetAccountStatusRequest request, CancellationToken cancellationToken)
    {
        // Whoever is signing in to it has this row until their session is there, which then ends like the others.
        var found = await db.Accounts.Where(account => account.Id == request.AccountId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(account => account.IsActive, request.IsActive), cancellationToken);
        AccountRules.Exists.Check(found == 1);

        if (!request.IsActive)
            await sessions.EndAsync(request.AccountId, exceptId: null, cancellationToken);
        return AccountResponse.From(
            await db.Accounts.SingleAsync(account => account.Id == request.AccountId, cancellationToken));
    }
}
