using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.ListCourses;

internal sealed class ListCoursesHandler(EngifyDbContext db, CatalogueMemory memory, Caller caller)
    : IRequestHandler<ListCoursesRequest, Page<CourseResponse>>
{
    /// <summary>Only first pages of all courses are remembered: of searches there are countless.</summary>
    public async Task<Page<CourseResponse>> Handle(ListCoursesRequest request, CancellationToken cancellationToken)
    {
        // Before the memory, which does not know for whom it remembers.
        AccessRules.Allowed.Check(!request.IncludeInactive || caller.IsAdmin);
        return request is { Q: null, Cursor: null }
            ? await memory.GetAsync(request, () => ListAsync(request, cancellationToken))
            : await ListAsync(request, cancellationToken);
    }

    private async Task<Page<CourseResponse>> ListAsync(ListCoursesRequest request, CancellationToken cancellationToken)
    {
        var courses = db.Courses.Where(course => course.IsActive || request.IncludeInactive);

        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var found = await FindAsync(request.Q.Tidied(), request.IncludeInactive, cancellationToken);
            courses = courses.Where(course => found.Contains(course.Id));
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

    /// <summary>
    /// Searches in memory: a database matches cases by its locale only, and no index helps to find part of a text.
    /// </summary>
    private async ValueTask<List<Guid>> FindAsync(
        string text, bool includeInactive, CancellationToken cancellationToken)
    {
        var known = includeInactive
            ? await LoadAsync(db.Courses, cancellationToken)
            : await memory.GetAsync(
                typeof(Searchable), () => LoadAsync(db.Courses.Where(course => course.IsActive), cancellationToken));
        return [.. known.Where(course => course.Has(text)).Select(course => course.Id)];
    }

    private static async Task<List<Searchable>> LoadAsync(IQueryable<Course> among, CancellationToken cancellationToken)
    {
        var courses = await among
            .Select(course => new { course.Id, course.Code, course.Name })
            .ToListAsync(cancellationToken);
        return [.. courses.Select(course => new Searchable(course.Id, course.Code.Composed(), course.Name.Composed()))];
    }

    private sealed record Searchable(Guid Id, string Code, string Name)
    {
        public bool Has(string text) =>
            Code.Contains(text, StringComparison.OrdinalIgnoreCase)
            || Name.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
