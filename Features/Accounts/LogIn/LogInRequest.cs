using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;

namespace Engify.Features.Accounts.LogIn;

/// <summary>Somebody who says who they are.</summary>
/// <param name="Email">The account's, in any case.</param>
/// <param name="Password">The account's.</param>
public sealed record LogInRequest(string Email, string Password) : ICommand<SessionResponse>
{
    public AuditedObject? Audited(SessionResponse response) => new(AuditedObject.Account, response.User.Id);
}
