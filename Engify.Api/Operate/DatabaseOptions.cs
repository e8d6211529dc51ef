namespace Engify.Api.Operate;

/// <summary>What the program does to its database before it serves.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Whether the schema is brought up to date at start; if not set, it is in Development only.</summary>
    public bool MigrateOnStart { get; set; }

    /// <summary>
    /// The folder of the embedded PostgreSQL, which serves where no connection string is configured in Development. A
    /// relative path begins at the program's own folder.
    /// </summary>
    public string EmbeddedFolder { get; set; } = Path.Combine(ProgramFolder.OfWhatLasts, ".engify", "postgres");
}
