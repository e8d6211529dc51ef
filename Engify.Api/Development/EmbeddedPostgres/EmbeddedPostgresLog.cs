namespace Engify.Api.Development.EmbeddedPostgres;

internal static partial class EmbeddedPostgresLog
{
    [LoggerMessage(LogLevel.Information, "PostgreSQL listens on 127.0.0.1:{Port}, its data are in {Folder}")]
    public static partial void ServerStarted(this ILogger logger, int port, string folder);

    [LoggerMessage(
        LogLevel.Information,
        "Took over the PostgreSQL server on 127.0.0.1:{Port} that an earlier run left in {Folder}")]
    public static partial void ServerTakenOver(this ILogger logger, int port, string folder);

    [LoggerMessage(
        LogLevel.Information, "Using the PostgreSQL server on 127.0.0.1:{Port} of the process that owns {Folder}")]
    public static partial void ServerShared(this ILogger logger, int port, string folder);

    [LoggerMessage(LogLevel.Information, "Stopped the PostgreSQL server of {Folder}")]
    public static partial void ServerStopped(this ILogger logger, string folder);

    [LoggerMessage(LogLevel.Warning, "Could not stop the PostgreSQL server of {Folder}: {Reason}")]
    public static partial void ServerNotStopped(this ILogger logger, string folder, string reason);

    [LoggerMessage(LogLevel.Information, "Creating a PostgreSQL cluster in {Folder} with the programs in {Programs}")]
    public static partial void CreatingCluster(this ILogger logger, string folder, string programs);

    [LoggerMessage(
        LogLevel.Warning,
        "PostgreSQL does not run as root and {User} cannot enter {Folder}, so {Fallback} is used instead")]
    public static partial void FolderReplaced(this ILogger logger, string user, string folder, string fallback);

    [LoggerMessage(
        LogLevel.Information, "No PostgreSQL programs on this machine, downloading PostgreSQL {Version} to {Folder}")]
    public static partial void Downloading(this ILogger logger, string version, string folder);
}
