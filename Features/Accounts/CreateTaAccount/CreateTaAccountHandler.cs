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
        var email = accounts.NormalizeEmail(request.Email);
        // In whatever case the database has it; accounts compare emails so, too.
        var ta = await db.Tas.FromSql($"SELECT * FROM tas WHERE is_active AND email_key(email) = {email}")
            .OrderBy(ta => ta.Id)
            .FirstOrDefaultAsync(cancellationToken);
        TaRules.Exists.Check(ta is not null);

        var account = Account.Of(ta, clock.Now());
        await accounts.AddAsync(account, request.Password);
        return UserResponse.From(account);
    }
}
