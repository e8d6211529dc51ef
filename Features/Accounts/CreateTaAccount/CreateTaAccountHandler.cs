using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.CreateTaAccount;

internal sealed class CreateTaAccountHandler(
    EngifyDbContext db, UserManager<Account> accounts, Passwords passwords, Transactions transactions, AuditLog audit,
    TimeProvider clock)
    : IRequestHandler<CreateTaAccountRequest, UserResponse>
{
    public async Task<UserResponse> Handle(CreateTaAccountRequest request, CancellationToken cancellationToken)
    {
        var email = accounts.NormalizeEmail(request.Email);
        // The database may store the email in another case; accounts ignore case too.
        var ta = await db.Tas
            .FromStatement($"SELECT {Columns.Of<Ta>()} FROM tas WHERE is_active AND email_key(email) = {email}")
            .OrderBy(ta => ta.Id)
            .FirstOrDefaultAsync(cancellationToken);
        TaRules.Exists.Check(ta is not null);

        var account = Account.Of(ta, clock.Now());
        await passwords.SetAsync(account, request.Password, cancellationToken);

        return await transactions.RunAsync(
            async () =>
            {
                await accounts.AddAsync(account);
                audit.Write(UseCase.Of<CreateTaAccountRequest>(), AuditedObject.Of<Account>(account.Id));
                return UserResponse.From(account);
            },
            cancellationToken);
    }
}
