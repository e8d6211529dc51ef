using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;

namespace Engify.Features.Accounts.Register;

/// <summary>
/// A new student. A member that says of what kind the account is, such as <c>role</c> or <c>type</c>, must say that it
/// is a student's; one that makes it another's, such as <c>isAdmin</c> or <c>taId</c>, is refused.
/// </summary>
public sealed record RegisterRequest(string Email, string Password, string Name) : IRequest<SessionResponse>
{
    /// <summary>To sign in with; up to 254 characters. Blanks around it are left out.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    /// <summary>
    /// 10 to 256 characters, 5 of them different; not the email nor one of the commonest. It is the same password
    /// whatever keyboard it is typed on (OpaqueString, RFC 8265, section 4.2), and holds no control characters.
    /// </summary>
    public string Password { get; } = OpaqueString.Prepare(Password);

    /// <summary>As others shall read it; up to 200 characters.</summary>
    public string Name { get; } = Name;

    /// <summary>What else was sent: ignored, unless it asks for another kind of account.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}
