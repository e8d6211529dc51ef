namespace Engify.Chaos;

/// <summary>A bundle for sale.</summary>
/// <param name="Id">The product.</param>
/// <param name="Type">Its product type.</param>
/// <param name="Sessions">How many sessions it brings.</param>
internal sealed record BundleProduct(Guid Id, string Type, int Sessions);
