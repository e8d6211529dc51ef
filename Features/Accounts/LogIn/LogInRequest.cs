using Engify.Features.Pipeline;

namespace Engify.Features.Accounts.LogIn;

/// <summary>Somebody who says who they are.</summary>
/// <param name="Email">The account's, in any case.</param>
/// <param name="Password">The account's.</param>
public sealed record LogInRequest(string Email, string Password) : ISlowCommand<SessionResponse>;
