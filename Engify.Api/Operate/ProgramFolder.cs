namespace Engify.Api.Operate;

/// <summary>Where the program finds its own files, wherever it is started.</summary>
internal static class ProgramFolder
{
    private const string Project = "Engify.Api.csproj";

    /// <summary>The folder of the program and of its settings.</summary>
    public static string Own => AppContext.BaseDirectory;

    /// <summary>
    /// Files that outlive a build are beside the program once it is published. In the repository, where each build and
    /// configuration has its own folder, they are in the project's folder.
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
