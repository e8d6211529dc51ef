namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>Something in the first generation's database that is not as it should be.</summary>
/// <param name="Level">
/// <c>conflict</c>: it cannot be kept. <c>mended</c>: there is one right answer. <c>kept</c>: it is odd, and stays so.
/// </param>
/// <param name="Code">What is wrong; it stays the same in later releases.</param>
/// <param name="Kind">What it is, as the audit log calls it, such as <c>booking</c>.</param>
/// <param name="LegacyId">Its id there.</param>
/// <param name="Sentence">For people.</param>
public sealed record ImportPrismaFinding(string Level, string Code, string Kind, string LegacyId, string Sentence);
