using Engify.Features.Persistence;
using Engify.Features.Pipeline.Paging;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.ListCourses;

internal sealed class ListCoursesHandler(EngifyDbContext db) : IRequestHandler<ListCoursesRequest, Page<CourseResponse>>
{
    private const string Escape = @"\";

    public async Task<Page<CourseResponse>> Handle(ListCoursesRequest request, CancellationToken cancellationToken)
    {
        var courses = db.Courses.Where(course => course.IsActive);

        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var pattern = $"%{EscapeWildcards(request.Q.Trim())}%";
            courses = courses.Where(course =>
                EF.Functions.ILike(course.Code, pattern, Escape) || EF.Functions.ILike(course.Name, pattern, Escape));
        }

        if (request.Cursor is { } last)
        {
            courses = courses.Where(course => EF.Functions.GreaterThan(
                ValueTuple.Create(course.Code, course.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await courses
            .OrderBy(course => course.Code).ThenBy(course => course.Id)
            .Take(request.Limit + 1)
            .Select(course => CourseResponse.From(course))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, course => new Cursor<string>(course.Code, course.Id));
    }

    private static string EscapeWildcards(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
