using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts.Register;

internal sealed class RegisterHandler(
    EngifyDbContext db, UserManager<Account> accounts, Sessions sessions, TimeProvider clock)
    : IRequestHandler<RegisterRequest, SessionResponse>
{
    public async Task<SessionResponse> Handle(RegisterRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        // A student who is in the database already, without an account, must not become whoever knows their email: then
        // the student's row, which is unique by email, refuses.
        var student = new Student(Guid.CreateVersion7(now), request.Email, request.Name, now);
        var account = Account.Of(student, now);
        db.Add(student);
        await accounts.AddAsync(account, request.Password);
        return await sessions.StartAsync(account, cancellationToken);
    }
}
