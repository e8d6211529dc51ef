namespace Engify.Features.Files;

/// <summary>Counts what is wrong with a file, and keeps what comes first in it.</summary>
internal sealed class ImportErrors
{
    /// <summary>The most errors that an answer lists.</summary>
    public const int MaxListed = 100;

    private readonly PriorityQueue<ImportErrorResponse, int> first;
    private readonly HashSet<int> lines;

    public ImportErrors() => (first, lines) = (new(), []);

    /// <summary>Those that were found already, to which others may be added.</summary>
    public ImportErrors(ImportErrors found) =>
        (first, lines, Count) = (new(found.first.UnorderedItems), [.. found.lines], found.Count);

    public int Count { get; private set; }

    public void Add(int line, string? column, FileFault fault)
    {
        Count++;
        lines.Add(line);
        first.Enqueue(new ImportErrorResponse(line, column, fault.Code, fault.Message, fault.ErrorCode), -line);
        if (first.Count > MaxListed)
            first.Dequeue();
    }

    public bool AreAt(int line) => lines.Contains(line);

    /// <summary>The first of them, by line and column.</summary>
    public IReadOnlyList<ImportErrorResponse> List() =>
    [
        .. first.UnorderedItems.Select(item => item.Element)
            .OrderBy(error => error.Line).ThenBy(error => error.Column, StringComparer.Ordinal)
            .ThenBy(error => error.Code, StringComparer.Ordinal),
    ];
}
