namespace Engify.Features.Courses.ListCourses;

/// <param name="Q">A part of the code or the name, whatever the case; null lists all.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by code.</param>
/// <param name="IncludeInactive">Whether to list courses that are not on offer, too; for administrators.</param>
public sealed record ListCoursesRequest(string? Q, int Limit, Cursor<string>? Cursor, bool IncludeInactive)
    : IQuery<Page<CourseResponse>>;
