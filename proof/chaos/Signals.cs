using System.Globalization;
using System.Runtime.InteropServices;

namespace Engify.Chaos;

/// <summary>Signals to processes that we started ourselves, by their ids.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int signal, params IEnumerable<int> processes)
    {
        foreach (var process in processes)
            _ = SendTo(process, signal); // one that has ended meanwhile needs none
    }

    /// <summary>A process that we started, and those that it started.</summary>
    public static IReadOnlyList<int> Family(int process) =>
    [
        process,
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == process),
    ];

    public static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && StateOf(process) != "Z";

    /// <summary>
    /// Whether a process is that program with that working directory, and not another that has its number now.
    /// </summary>
    public static bool Runs(int process, string program, string directory)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim() == program
                && new DirectoryInfo($"/proc/{process}/cwd").LinkTarget == directory;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int ParentOf(int process) =>
        Fields(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    private static string? StateOf(int process) => Fields(process) is [var state, ..] ? state : null;

    /// <summary>What comes after the name in <c>/proc/…/stat</c>: the state, the parent and more.</summary>
    private static string[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int process, int signal);
}
