using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Catalogue;
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
        CourseRules.Exists.Check(await memory.GetAsync(
            request,
            () => db.Courses.AnyAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken)));
        return await groupSessions.ListAsync(request.CourseId, cancellationToken);
    }
}
