using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;

namespace Engify.Features.Accounts.CreateAdmin;

/// <summary>A new administrator.</summary>
public sealed record CreateAdminRequest(string Email, string Password, string Name) : ICommand<UserResponse>
{
    public AuditedObject? Audited(UserResponse response) => new(AuditedObject.Account, response.Id);
}
