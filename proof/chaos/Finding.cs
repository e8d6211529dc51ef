namespace Engify.Chaos;

/// <summary>A promise that was not kept.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Details">Where, and what was found in place of what.</param>
internal sealed record Finding(FindingKind Kind, string Details);
