namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>What was taken over, or would be.</summary>
/// <param name="Conflicts">How many conflicts were found.</param>
/// <param name="IsRefused">Whether nothing is taken over because of them.</param>
/// <param name="Rows">How many new rows there are of each table.</param>
public sealed record ImportPrismaResponse(
    int Conflicts, bool IsRefused, IReadOnlyList<(string Table, int Count)> Rows);
