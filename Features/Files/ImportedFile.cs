using System.Security.Cryptography;

namespace Engify.Features.Files;

/// <summary>A file that was read, and checked as far as it can be by itself.</summary>
/// <param name="kind">What it is of.</param>
/// <param name="content">What it says.</param>
public abstract class ImportedFile(string kind, byte[] content)
{
    /// <summary>What it is of.</summary>
    public string Kind { get; } = kind;

    /// <summary>Names its content, by which a repeated import is recognised.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Stores its rows in the transaction of the command, or counts what that would do.</summary>
    /// <exception cref="RuleViolationException">It has errors, which the exception has as its details.</exception>
    internal abstract Task<ImportResponse> StoreAsync(
        EngifyDbContext db, bool isDryRun, DateTimeOffset now, CancellationToken cancellationToken);
}
