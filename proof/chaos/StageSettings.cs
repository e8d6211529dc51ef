namespace Engify.Chaos;

/// <summary>What a fault needs other than usual.</summary>
internal sealed class StageSettings
{
    /// <summary>Settings of our own PostgreSQL.</summary>
    public Dictionary<string, string> Postgres { get; } = [];

    /// <summary>Environment variables of the service.</summary>
    public Dictionary<string, string> Service { get; } = [];

    /// <summary>What is added to the service's connection string.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Whether clients may lose their connections, and so get no answer.</summary>
    public bool ConnectionsAreCut { get; init; }

    /// <summary>Whether clients reach the service through a proxy.</summary>
    public bool HasClientProxies { get; set; }

    /// <summary>Whether the service reaches our own PostgreSQL through a proxy.</summary>
    public bool HasDatabaseProxy { get; set; }

    /// <summary>The size of a file system for our own PostgreSQL alone, in megabytes.</summary>
    public int? DiskMegabytes { get; set; }
}
