namespace Engify.Features.Files;

/// <summary>What is wrong with a line or a column of a file; its codes are beside those of the rules.</summary>
/// <param name="Code">Stable, in snake_case.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
internal sealed record FileFault(string Code, string Message)
{
    public static readonly FileFault Empty = new("missing_header", "The first line must name the columns.");

    public static readonly FileFault Encoding = new("malformed_line", "The file must be UTF-8.");

    public static readonly FileFault Quotes = new(
        "malformed_line", "A quote must be doubled within quotes, and quotes must enclose the whole cell.");

    public static FileFault Cells(int found, int expected) => new(
        "malformed_line", $"The line has {found} cells, but the header names {expected} columns.");

    public static FileFault Unknown(string column, IEnumerable<string> known) => new(
        "unknown_column", $"There is no column '{column}'; there are {string.Join(", ", known)}.");

    public static FileFault Twice(string column) => new("duplicate_column", $"The column '{column}' is there twice.");

    public static FileFault Missing(string column) => new(
        "missing_column", $"The column '{column}' tells which row is meant, so it must be there.");

    public static FileFault Again(int line) => new("duplicate_row", $"Line {line} is about the same.");

    public static readonly FileFault Meanwhile = new(
        "changed_meanwhile",
        "Somebody else has just made or removed what this file is about, or it was erased: import it again.");

    public static FileFault Invalid(string message) => new("validation_failed", message);

    public static FileFault Of(Rule rule) => new(rule.Code, $"{rule.Message}.");
}
