using System.Security.Cryptography;
using System.Text;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>
/// The account that runs the server: the current user, or an unprivileged one instead of root, which PostgreSQL
/// refuses.
/// </summary>
internal sealed class ServerAccount
{
    // The PATH of root may lack the sbin directories, depending on how the user became root.
    private static readonly string[] ToolDirectories = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private readonly string? _substitute;

    private ServerAccount(string? substitute) => _substitute = substitute;

    public static async Task<ServerAccount> CurrentAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return new(substitute: null);

        var postgres = await ChildProcess.RunAsync([Tool("id"), "postgres"], cancellationToken);
        return new(postgres.Succeeded ? "postgres" : "nobody");
    }

    public IReadOnlyList<string> Command(string program, params IEnumerable<string> arguments) =>
        _substitute is null
            ? [program, .. arguments]
            : [Tool("runuser"), "-u", _substitute, "--", program, .. arguments];

    /// <summary>
    /// Creates the folder and returns it; if the account cannot enter it, creates a substitute instead, the same in
    /// every run.
    /// </summary>
    public async Task<string> EnterAsync(string folder, ILogger logger, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (_substitute is null
            || (await ChildProcess.RunAsync(Command(Tool("test"), "-x", folder), cancellationToken)).Succeeded)
        {
            return folder;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)));
        var fallback = $"/var/tmp/engify-{hash[..12]}";
        logger.FolderReplaced(_substitute, folder, fallback);
        return Directory.CreateDirectory(fallback).FullName;
    }

    /// <summary>Makes the account the owner of everything in the folder.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (_substitute is null)
            return;

        var chown = await ChildProcess.RunAsync([Tool("chown"), "-R", $"{_substitute}:", folder], cancellationToken);
        if (!chown.Succeeded)
            throw new EmbeddedPostgresException($"Could not give {folder} to {_substitute}: {chown.Output}");
    }

    private static string Tool(string name) =>
        ToolDirectories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists, name);
}
