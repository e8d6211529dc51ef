namespace Engify.Features.Files;

/// <summary>What an import did, or would do.</summary>
/// <param name="Created">How many rows are new.</param>
/// <param name="Updated">How many rows are no longer as they were.</param>
/// <param name="Unchanged">How many rows are as they were.</param>
/// <param name="Errors">What is wrong, by line: the first 100; empty unless the import failed.</param>
/// <param name="ErrorCount">How many errors there are.</param>
public sealed record ImportResponse(
    int Created, int Updated, int Unchanged, IReadOnlyList<ImportErrorResponse> Errors, int ErrorCount)
{
    internal static ImportResponse Example => new(12, 3, 240, [], 0);
}
