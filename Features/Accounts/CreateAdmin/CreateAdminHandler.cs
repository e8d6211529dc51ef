using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts.CreateAdmin;

internal sealed class CreateAdminHandler(
    UserManager<Account> accounts, Passwords passwords, Transactions transactions, AuditLog audit, TimeProvider clock)
    : IRequestHandler<CreateAdminRequest, UserResponse>
{
    public async Task<UserResponse> Handle(CreateAdminRequest request, CancellationToken cancellationToken)
    {
        var account = Account.Admin(request.Email, request.Name, clock.Now());
        await passwords.SetAsync(account, request.Password, cancellationToken);

        return await transactions.RunAsync(
            async () =>
            {
                await accounts.AddAsync(account);
                audit.Write(UseCase.Of<CreateAdminRequest>(), AuditedObject.Of<Account>(account.Id));
                return UserResponse.From(account);
            },
            cancellationToken);
    }
}
