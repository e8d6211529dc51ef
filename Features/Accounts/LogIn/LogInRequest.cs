using MediatR;

namespace Engify.Features.Accounts.LogIn;

/// <summary>Somebody who says who they are.</summary>
public sealed record LogInRequest(string Email, string Password) : IRequest<SessionResponse>
{
    /// <summary>The account's, in any case; blanks around it are left out.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    /// <summary>The account's, from whatever keyboard.</summary>
    public string Password { get; } = Password;
}
