namespace Engify.Features.Files;

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line that it begins on, from 1; that of the header is the first.</param>
/// <param name="Column">The column, as the header names it; null if it is about the whole line.</param>
/// <param name="Code">What is wrong, for programs; stable.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="ErrorCode">If a cell is not valid, what is wrong with it, for programs: a <c>FaultCode</c>.</param>
public sealed record ImportErrorResponse(int Line, string? Column, string Code, string Message, string? ErrorCode)
{
    internal static ImportErrorResponse Example =>
        new(7, "endsOn", "validation_failed", "'endsOn' must not be before 'startsOn'.", FaultCodes.OutOfOrder);
}
