namespace Engify.Features.Integrity.CheckIntegrity;

/// <summary>Looks for anything that must never be true in the whole database at one instant.</summary>
public sealed record CheckIntegrityRequest : IQuery<IReadOnlyList<IntegrityFault>>;
