using MediatR;

namespace Engify.Features.Accounts.CreateAdmin;

/// <summary>A new administrator.</summary>
public sealed record CreateAdminRequest(string Email, string Password, string Name) : IRequest<UserResponse>
{
    public string Email { get; } = EmailText.Trim(Email);

    public string Password { get; } = OpaqueString.Prepare(Password);
}
