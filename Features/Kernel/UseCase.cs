namespace Engify.Features.Kernel;

/// <summary>What a use case is called: its folder's, its route's and its operation's name.</summary>
internal static class UseCase
{
    private const string Suffix = "Request";

    public static string Of<TRequest>() => typeof(TRequest).Name[..^Suffix.Length];
}
