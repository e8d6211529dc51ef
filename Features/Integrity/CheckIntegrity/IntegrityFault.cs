namespace Engify.Features.Integrity.CheckIntegrity;

/// <summary>Something that must never be true, and is.</summary>
/// <param name="Code">Which promise is broken.</param>
/// <param name="Id">The booking or bundle purchase that shows it.</param>
/// <param name="Details">What was found, for people.</param>
public sealed record IntegrityFault(string Code, Guid Id, string Details);
