namespace Engify.Tests.Harness;

/// <summary>The steps that tests about accounts share.</summary>
public static class AccountSteps
{
    public const string Password = "correct horse battery";

    private static int number;

    public static string NewEmail() => $"somebody{Interlocked.Increment(ref number)}@engify.test";

    public static Task<Answer> RegisterAsync(
        this ApiClient api, string email, string password = Password, string name = "Some Body") =>
        api.PostAsync("/auth/register", new { email, password, name }, As.Anonymous);

    public static Task<Answer> LogInAsync(this ApiClient api, string email, string password = Password) =>
        api.PostAsync("/auth/login", new { email, password }, As.Anonymous);

    public static Task<Answer> RefreshAsync(this ApiClient api, string? refreshToken) =>
        api.PostAsync("/auth/refresh", new { refreshToken }, As.Anonymous);

    public static Task<Answer> LogOutAsync(this ApiClient api, string? refreshToken) =>
        api.PostAsync("/auth/logout", new { refreshToken }, As.Anonymous);

    /// <summary>Asks who is signed in.</summary>
    public static Task<Answer> GetCurrentUserAsync(this ApiClient api, string? accessToken) =>
        api.GetAsync("/auth/me", As.Anonymous, ("Authorization", $"Bearer {accessToken}"));

    public static string? AccessToken(this Answer session) => session["accessToken"].GetString();

    public static string? RefreshToken(this Answer session) => session["refreshToken"].GetString();
}
