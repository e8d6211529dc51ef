namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>What <see cref="EmbeddedPostgresServer"/> runs and where it keeps it.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// The folder of the data, the log, the password and the owner's lock; created if missing and kept between runs. A
    /// relative path starts at the current directory.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// <see langword="true"/> (the default) keeps committed data even if the machine crashes; <see langword="false"/>
    /// is faster, for tests: a crash may then lose commits or the whole cluster.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// Further settings of the server, by their names and in the notation of <c>postgresql.conf</c> (such as
    /// <c>max_connections</c> and <c>200</c>). The address, port and sockets cannot be changed, and a running server
    /// keeps the settings it was started with.
    /// </summary>
    public IReadOnlyDictionary<string, string> ServerSettings { get; init; } = new Dictionary<string, string>();
}
