using Engify.Features.Accounts;
using MediatR;

namespace Engify.Features.Invitations.AcceptInvitation;

/// <summary>An invitation to accept, and the password to sign in with from then on.</summary>
public sealed record AcceptInvitationRequest(string Token, string Password) : IRequest<SessionResponse>
{
    /// <summary>What the link carries behind <c>#token=</c>.</summary>
    public string Token { get; } = Token;

    /// <summary>
    /// 10 to 256 characters, at least 5 of them different, without control characters; neither the email nor a common
    /// password. It is the same password on every keyboard (OpaqueString, RFC 8265, section 4.2).
    /// </summary>
    public string Password { get; } = OpaqueString.Prepare(Password);

    internal static AcceptInvitationRequest Example => new(ExampleSchool.RefreshToken, ExampleSchool.Password);
}
