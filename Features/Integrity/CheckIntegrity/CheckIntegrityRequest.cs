namespace Engify.Features.Integrity.CheckIntegrity;

/// <summary>Looks for whatever must never be true, over the whole database as it is at one instant.</summary>
public sealed record CheckIntegrityRequest : IQuery<IReadOnlyList<IntegrityFault>>;
