namespace Engify.Features.Accounts;

/// <summary>What a client needs to act for somebody (RFC 6749, section 5.1, in camelCase).</summary>
/// <param name="AccessToken">A JSON Web Token, to send as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c> (RFC 6750).</param>
/// <param name="ExpiresIn">How long the access token is valid, in seconds.</param>
/// <param name="RefreshToken">
/// Gets the next session, once, when the access token has expired; empty if it travels as a cookie.
/// </param>
/// <param name="User">Who is signed in.</param>
public sealed record SessionResponse(
    string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, UserResponse User)
{
    internal static SessionResponse Example => new(
        // Only the format matters: no key has signed it.
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJlbmdpZnkifQ.c2lnbmF0dXJl", "Bearer", 900, ExampleSchool.RefreshToken,
        UserResponse.Example);
}
