using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts.CreateAdmin;

internal sealed class CreateAdminHandler(UserManager<Account> accounts, TimeProvider clock)
    : IRequestHandler<CreateAdminRequest, UserResponse>
{
    public async Task<UserResponse> Handle(CreateAdminRequest request, CancellationToken cancellationToken)
    {
        var account = Account.Admin(request.Email, request.Name, clock.Now());
        await accounts.AddAsync(account, request.Password);
        return UserResponse.From(account);
    }
}
