namespace Engify.Chaos;

/// <summary>A student with an account.</summary>
internal sealed record Student(Guid Id, string Email)
{
    /// <summary>The access token, once signed in.</summary>
    public string Token { get; set; } = "";
}
