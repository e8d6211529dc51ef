using System.Diagnostics;

namespace Engify.Features.Kernel;

/// <summary>What a use case is called: its folder's, its route's and its operation's name.</summary>
internal static class UseCase
{
    private const string Suffix = "Request";

    /// <summary>Where the spans of use cases come from.</summary>
    public static readonly ActivitySource Activities = new(DatabaseMeter.Name);

    public static string Of<TRequest>() => typeof(TRequest).Name[..^Suffix.Length];
}
