using MediatR;

namespace Engify.Features.Accounts.LogIn;

/// <summary>An attempt to sign in.</summary>
public sealed record LogInRequest(string Email, string Password) : IRequest<SessionResponse>
{
    /// <summary>The account's email, in any case; white space around it is ignored.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    /// <summary>The account's password, typed on any keyboard.</summary>
    public string Password { get; } = Password;

    internal static LogInRequest Example => new(ExampleSchool.Email, ExampleSchool.Password);
}
