namespace Engify.Features.Files;

/// <summary>
/// Keeps a spreadsheet from executing a cell: text that begins like a formula is written with an apostrophe in front,
/// which an import takes away again.
/// </summary>
internal static class CellText
{
    private const char Mark = '\'';

    /// <summary>As it is written into a file.</summary>
    public static string Neutralized(string text) => IsMarkedOrFormula(text) ? Mark + text : text;

    /// <summary>As it was before it was neutralized.</summary>
    public static string Restored(string cell) =>
        cell.StartsWith(Mark) && IsMarkedOrFormula(cell.AsSpan(1)) ? cell[1..] : cell;

    /// <summary>Text that has apostrophes before a formula already gets one more, so that none is lost.</summary>
    private static bool IsMarkedOrFormula(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart(Mark);
        return !rest.IsEmpty && (rest[0] is '=' or '+' or '-' or '@' || char.IsControl(rest[0]));
    }
}
