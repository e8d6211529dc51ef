using FluentValidation.Results;

namespace Engify.Features.Files;

/// <summary>What is wrong with a line or a column of a file; its codes are beside those of the rules.</summary>
/// <param name="Code">Stable, in snake_case.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="ErrorCode">One of <see cref="FaultCodes"/>, where a cell is not valid.</param>
internal sealed record FileFault(string Code, string Message, string? ErrorCode = null)
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

    public static FileFault Unread(string cell, string message) =>
        Invalid(string.IsNullOrWhiteSpace(cell) ? FaultCodes.Required : FaultCodes.Invalid, message);

    public static FileFault Lacks(string column) =>
        Invalid(FaultCodes.Required, $"'{column}' must not be empty.");

    public static FileFault New(string column) =>
        Invalid(FaultCodes.Required, $"'{column}' must be there for a new row.");

    public static FileFault Characters(string column) => Invalid(
        FaultCodes.CharactersNotAllowed, $"'{column}' must not contain U+FFFE, which is no character.");

    public static FileFault Again(int line) => new("duplicate_row", $"Line {line} is about the same.");

    public static readonly FileFault Meanwhile = new(
        "changed_meanwhile",
        "Somebody else has just made or removed what this file is about, or it was erased: import it again.");

    public static FileFault Of(ValidationFailure failure) =>
        Invalid(failure.ErrorCode ?? FaultCodes.Invalid, failure.ErrorMessage);

    public static FileFault Of(Rule rule) => new(rule.Code, $"{rule.Message}.");

    private static FileFault Invalid(string errorCode, string message) => new("validation_failed", message, errorCode);
}
