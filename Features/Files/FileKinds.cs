namespace Engify.Features.Files;

/// <summary>Finds a kind of file by its name.</summary>
public sealed class FileKinds
{
    private readonly IReadOnlyList<FileKind> all;

    internal FileKinds(IEnumerable<FileKind> all) => this.all = [.. all];

    /// <summary>Reads a file that is to be imported.</summary>
    /// <param name="kind">What it is of.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="RuleViolationException">Nothing of this kind can be imported.</exception>
    public ImportedFile Read(string kind, byte[] content)
    {
        var found = all.OfType<ImportKind>().SingleOrDefault(known => known.Name == kind);
        FileRules.KindExists.Check(found is not null);
        return found.Read(content);
    }

    /// <summary>What can be exported by this name.</summary>
    /// <exception cref="RuleViolationException">Nothing can.</exception>
    internal FileKind Find(string kind)
    {
        var found = all.SingleOrDefault(known => known.Name == kind);
        FileRules.KindExists.Check(found is not null);
        return found;
    }
}
