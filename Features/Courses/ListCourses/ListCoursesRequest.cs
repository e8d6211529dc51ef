namespace Engify.Features.Courses.ListCourses;

/// <param name="Q">A part of the code or the name, whatever the case; null lists all.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by code.</param>
public sealed record ListCoursesRequest(string? Q, int Limit, Cursor<string>? Cursor)
    : IQuery<Page<CourseResponse>>;
