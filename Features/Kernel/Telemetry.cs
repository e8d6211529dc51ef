using System.Diagnostics;

namespace Engify.Features.Kernel;

/// <summary>What Engify measures and traces itself.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Engify";

    /// <summary>Where the spans of use cases come from.</summary>
    internal static readonly ActivitySource Activities = new(Name);
}
