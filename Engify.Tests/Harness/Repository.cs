using System.Runtime.CompilerServices;

namespace Engify.Tests.Harness;

/// <summary>The folder that everything is in.</summary>
public static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFile(), "../../.."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
