using MediatR;

namespace Engify.Features.Accounts.ChangePassword;

/// <summary>A new password for the caller; answers with whose it is.</summary>
public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword) : IRequest<Guid>
{
    /// <summary>The one to sign in with until now, from whatever keyboard.</summary>
    public string CurrentPassword { get; } = CurrentPassword;

    /// <summary>
    /// 10 to 256 characters, 5 of them different; not the email nor one of the commonest. It is the same password
    /// whatever keyboard it is typed on (OpaqueString, RFC 8265, section 4.2), and holds no control characters.
    /// </summary>
    public string NewPassword { get; } = OpaqueString.Prepare(NewPassword);

    internal static ChangePasswordRequest Example => new(ExampleSchool.Password, "staple battery horse correct");
}
