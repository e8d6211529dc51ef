using System.Security.Cryptography;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>The files of one server.</summary>
internal sealed class ServerFolder(string path)
{
    private const int LogLinesShown = 20;

    // errno of Linux and macOS
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30;

    private const string UnfinishedPrefix = "data.unfinished-";

    public string FullPath => path;
    public string Data => Under("data");
    public string Log => Under("server.log");
    public string PasswordFile => Under("password");
    public string Programs => Under("programs");

    public bool HasCluster => Directory.Exists(Data);

    /// <summary>Whether the files are there that PostgreSQL needs to start.</summary>
    public bool HasData => File.Exists(Path.Combine(Data, "global", "pg_control"));

    public Postmaster? Postmaster => EmbeddedPostgres.Postmaster.Read(PidFile);
    public string Password => File.ReadAllText(PasswordFile);

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>
    /// The lock of the server's owner, which the operating system releases when the owner dies; null if another process
    /// has it.
    /// </summary>
    public FileStream? TryOwn()
    {
        try
        {
            return new(Under("owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure.GetType() == typeof(IOException) && !IsOfDisk(failure))
        {
            return null;
        }
    }

    private static bool IsOfDisk(IOException failure) => failure.HResult is NoSpaceLeft or ReadOnlyFileSystem;

    public void CreatePassword()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(PasswordFile, options);
        writer.Write(RandomNumberGenerator.GetHexString(32, lowercase: true));
    }

    /// <summary>
    /// A path for a new cluster, never used before: an initdb whose parent was killed may still be writing to its own.
    /// </summary>
    public string BeginCluster()
    {
        foreach (var abandoned in Directory.EnumerateDirectories(path, UnfinishedPrefix + "*"))
            TryDelete(abandoned);
        return Under(UnfinishedPrefix + RandomNumberGenerator.GetHexString(8, lowercase: true));
    }

    public void FinishCluster(string unfinished) => Directory.Move(unfinished, Data);

    /// <summary>PostgreSQL would refuse to start if another process now has the number of the dead one.</summary>
    public void ForgetPostmaster() => File.Delete(PidFile);

    public void BeginLog()
    {
        if (File.Exists(Log))
            File.Move(Log, Under("server.previous.log"), overwrite: true);
    }

    public string ReadEndOfLog() => File.Exists(Log)
        ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(LogLinesShown))
        : "";

    private string Under(string name) => Path.Combine(path, name);

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Still being written to; a later run will delete it.
        }
    }
}
