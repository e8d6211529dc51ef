using MediatR;

namespace Engify.Features.Accounts.CreateTaAccount;

/// <summary>An account for the TA who is in the database with this email.</summary>
public sealed record CreateTaAccountRequest(string Email, string Password) : IRequest<UserResponse>
{
    public string Email { get; } = EmailText.Trim(Email);

    public string Password { get; } = OpaqueString.Prepare(Password);
}
