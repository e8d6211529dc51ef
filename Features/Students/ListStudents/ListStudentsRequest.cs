namespace Engify.Features.Students.ListStudents;

/// <param name="Q">A part of the email or the name, whatever the case; null lists all.</param>
/// <param name="IncludeInactive">Whether to list the inactive ones, too.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by name.</param>
public sealed record ListStudentsRequest(string? Q, bool IncludeInactive, int Limit, Cursor<string>? Cursor)
    : IQuery<Page<StudentResponse>>;
