using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.GetCurrentUser;

internal sealed class GetCurrentUserHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<GetCurrentUserRequest, UserResponse>
{
    public async Task<UserResponse> Handle(GetCurrentUserRequest request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(
            account => account.Id == caller.AccountId, cancellationToken);
        AccessRules.SignedIn.Check(account is not null && caller.Role is not null);
        // An outside issuer's token may name a different role from the account's.
        return UserResponse.From(account) with { Role = caller.Role.Value };
    }
}
