using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.ListCourseGroupSessions;

internal sealed class ListCourseGroupSessionsHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ListCourseGroupSessionsRequest, IReadOnlyList<CourseGroupSessionResponse>>
{
    public async Task<IReadOnlyList<CourseGroupSessionResponse>> Handle(
        ListCourseGroupSessionsRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(await db.Courses
            .AnyAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken));
        return await db.ListUpcomingAsync(request.CourseId, clock.Now(), cancellationToken);
    }
}
