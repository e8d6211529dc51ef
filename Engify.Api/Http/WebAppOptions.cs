using Engify.Api.Operate;

namespace Engify.Api.Http;

/// <summary>The web app that the service serves, if it has been built.</summary>
internal sealed class WebAppOptions
{
    public const string Section = "WebApp";

    /// <summary>The folder of the built app; a relative path starts at the program's own folder.</summary>
    public string Folder { get; set; } = "web";

    public string GetFolder() => Path.GetFullPath(Folder, ProgramFolder.Own);

    public bool IsBuilt() => File.Exists(Path.Combine(GetFolder(), WebAppFiles.Index));
}
