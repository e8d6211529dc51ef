namespace Engify.Features.Kernel;

/// <summary>The name of a use case: that of its folder, route and operation.</summary>
internal static class UseCase
{
    private const string Suffix = "Request";

    public static string Of<TRequest>() => typeof(TRequest).Name[..^Suffix.Length];
}
