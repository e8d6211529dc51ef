using Engify.Features.Students;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts.Register;

internal sealed class RegisterHandler(
    EngifyDbContext db, UserManager<Account> accounts, Passwords passwords, Sessions sessions,
    Transactions transactions,
    AuditLog audit, TimeProvider clock)
    : IRequestHandler<RegisterRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(RegisterRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        // Nobody may take over a student who has no account yet just by knowing their email: the unique email of the
        // student's row refuses that.
        var student = new Student(Guid.CreateVersion7(now), request.Email, request.Name, now);
        var account = Account.Of(student, now);
        await passwords.SetAsync(account, request.Password, cancellationToken);

        return await transactions.RunAsync(
            async () =>
            {
                db.Add(student);
                await accounts.AddAsync(account);
                audit.Write(UseCase.Of<RegisterRequest>(), AuditedObject.Of<Account>(account.Id));
                return await sessions.StartAsync(account, cancellationToken);
            },
            cancellationToken);
    }
}
