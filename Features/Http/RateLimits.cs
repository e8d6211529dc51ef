namespace Engify.Features.Http;

/// <summary>
/// The names of the rate limits, as clients read them in the <c>RateLimit</c> header. Every route has the general one;
/// a route that can be used to guess secrets has the other too, with <c>RequireRateLimiting(RateLimits.SignIn)</c>.
/// </summary>
public static class RateLimits
{
    public const string General = "general";
    public const string SignIn = "sign-in";
}
