namespace Engify.Api.Operate;

/// <summary>What the program does to its database before it serves.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Whether the schema is updated at start; if not set, only in Development.</summary>
    public bool MigrateOnStart { get; set; }

    /// <summary>
    /// The folder of the embedded PostgreSQL, which is used in Development when no connection string is configured. A
    /// relative path starts at the program's own folder.
    /// </summary>
    public string EmbeddedFolder { get; set; } = Path.Combine(ProgramFolder.OfWhatLasts, ".engify", "postgres");
}
