using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.CreateTaAccount;

internal sealed class CreateTaAccountHandler(EngifyDbContext db, UserManager<Account> accounts, TimeProvider clock)
    : IRequestHandler<CreateTaAccountRequest, UserResponse>
{
    public async Task<UserResponse> Handle(CreateTaAccountRequest request, CancellationToken cancellationToken)
    {
        var ta = await db.Tas.OrderBy(ta => ta.Id)
            .FirstOrDefaultAsync(ta => ta.IsActive && ta.Email == request.Email, cancellationToken);
        TaRules.Exists.Check(ta is not null);

        var account = Account.Of(ta, clock.Now());
        await accounts.AddAsync(account, request.Password);
        return UserResponse.From(account);
    }
}
