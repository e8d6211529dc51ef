namespace Engify.Api.Development.DemoData;

/// <summary>When the demo data are loaded without a verb.</summary>
internal sealed class DemoDataOptions
{
    public const string Section = "DemoData";

    /// <summary>Whether an empty database is filled at start; if not set, only in Development.</summary>
    public bool SeedOnStart { get; set; }
}
