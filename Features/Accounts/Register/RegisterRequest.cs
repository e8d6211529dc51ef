using Engify.Features.Pipeline;

namespace Engify.Features.Accounts.Register;

/// <summary>A new student.</summary>
/// <param name="Email">To sign in with; up to 254 characters.</param>
/// <param name="Password">10 to 256 characters, 5 of them different; not the email nor one of the commonest.</param>
/// <param name="Name">As others shall read it; up to 200 characters.</param>
public sealed record RegisterRequest(string Email, string Password, string Name) : ISlowCommand<SessionResponse>;
