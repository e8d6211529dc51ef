using System.Diagnostics;
using System.Globalization;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>A server as its <c>postmaster.pid</c> describes it. The file remains after a server was killed.</summary>
internal sealed record Postmaster(int ProcessId, string DataFolder, int Port)
{
    public static Postmaster? Read(string pidFile)
    {
        try
        {
            return File.ReadAllLines(pidFile) is [var id, var dataFolder, _, var port, ..]
                ? new(
                    int.Parse(id, CultureInfo.InvariantCulture), dataFolder,
                    int.Parse(port, CultureInfo.InvariantCulture))
                : null;
        }
        catch (Exception failure)
            when (failure is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the process is alive and is this server, not another one that got its number later.</summary>
    public bool IsRunning() => OperatingSystem.IsLinux() ? HasDataFolderInCommandLine() : IsNamedPostgres();

    private bool HasDataFolderInCommandLine()
    {
        try
        {
            return File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0').Contains(DataFolder);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsNamedPostgres()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName == "postgres";
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
