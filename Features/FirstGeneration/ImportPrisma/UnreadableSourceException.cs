namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>The database of the first generation cannot be read, or is none.</summary>
public sealed class UnreadableSourceException(Exception cause)
    : Exception($"The first generation's database cannot be read: {cause.Message}", cause);
