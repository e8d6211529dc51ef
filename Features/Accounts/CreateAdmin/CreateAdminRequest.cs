using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;

namespace Engify.Features.Accounts.CreateAdmin;

/// <summary>A new administrator.</summary>
public sealed record CreateAdminRequest(string Email, string Password, string Name) : ICommand<UserResponse>
{
    public string Email { get; } = EmailText.Trim(Email);

    public string Password { get; } = OpaqueString.Prepare(Password);

    public AuditedObject? Audited(UserResponse response) => new(AuditedObject.Account, response.Id);
}
