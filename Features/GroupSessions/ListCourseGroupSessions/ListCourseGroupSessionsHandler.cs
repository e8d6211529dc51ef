using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.ListCourseGroupSessions;

internal sealed class ListCourseGroupSessionsHandler(
    EngifyDbContext db, CatalogueMemory memory, UpcomingGroupSessions groupSessions)
    : IRequestHandler<ListCourseGroupSessionsRequest, IReadOnlyList<CourseGroupSessionResponse>>
{
    public async Task<IReadOnlyList<CourseGroupSessionResponse>> Handle(
        ListCourseGroupSessionsRequest request, CancellationToken cancellationToken)
    {
        await memory.GetAsync(request, () => FindCourseAsync(request.CourseId, cancellationToken));
        return await groupSessions.ListAsync(request.CourseId, cancellationToken);
    }

    /// <summary>
    /// Throws instead of answering false: there are too many courses that do not exist to remember them.
    /// </summary>
    private async Task<Guid> FindCourseAsync(Guid courseId, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == courseId && course.IsActive, cancellationToken));
        return courseId;
    }
}
