namespace Engify.Chaos;

/// <summary>A course with its TAs and the bundles that it sells.</summary>
internal sealed record Course(Guid Id, IReadOnlyList<Guid> TaIds, IReadOnlyList<BundleProduct> Bundles);
