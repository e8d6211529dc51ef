namespace Engify.Api.Operate;

/// <summary>Where the program finds what is its own, wherever it is started from.</summary>
internal static class ProgramFolder
{
    private const string Project = "Engify.Api.csproj";

    /// <summary>The folder of the program and of its settings.</summary>
    public static string Own => AppContext.BaseDirectory;

    /// <summary>
    /// What outlives the program as it is built lies beside it where it is published. In the repository, where each
    /// build and configuration has a folder of its own, it lies in the project's.
    /// </summary>
    public static string OfWhatLasts
    {
        get
        {
            for (var folder = new DirectoryInfo(Own); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Project)))
                    return folder.FullName;
            }

            return Own;
        }
    }
}
