namespace Engify.Api.Development.DemoData;

/// <summary>When the demo data come without being asked for by verb.</summary>
internal sealed class DemoDataOptions
{
    public const string Section = "DemoData";

    /// <summary>Whether an empty database is filled at start; if not set, it is in Development only.</summary>
    public bool SeedOnStart { get; set; }
}
