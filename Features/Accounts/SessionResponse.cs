namespace Engify.Features.Accounts;

/// <summary>What a client needs to act for somebody (RFC 6749, section 5.1, in camelCase).</summary>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer …</c>; a JSON Web Token.</param>
/// <param name="TokenType">Always <c>Bearer</c> (RFC 6750).</param>
/// <param name="ExpiresIn">How long the access token is good, in seconds.</param>
/// <param name="RefreshToken">Brings, once, the next session when the access token has ended.</param>
/// <param name="User">Who is signed in.</param>
public sealed record SessionResponse(
    string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, UserResponse User);
