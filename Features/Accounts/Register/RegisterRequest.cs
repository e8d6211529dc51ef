using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;

namespace Engify.Features.Accounts.Register;

/// <summary>
/// A new student. A member that names the kind of account, such as <c>role</c> or <c>type</c>, must name a student; one
/// that asks for another kind, such as <c>isAdmin</c> or <c>taId</c>, is refused.
/// </summary>
public sealed record RegisterRequest(string Email, string Password, string Name) : IRequest<SessionResponse>
{
    /// <summary>The email to sign in with, up to 254 characters. White space around it is removed.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    /// <summary>
    /// 10 to 256 characters, at least 5 of them different, without control characters; neither the email nor a common
    /// password. It is the same password on every keyboard (OpaqueString, RFC 8265, section 4.2).
    /// </summary>
    public string Password { get; } = OpaqueString.Prepare(Password);

    /// <summary>The name that others see, up to 200 characters.</summary>
    public string Name { get; } = Name;

    /// <summary>Other members. They are ignored unless they ask for another kind of account.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }

    internal static RegisterRequest Example => new(ExampleSchool.Email, ExampleSchool.Password, "Sam Student");
}
