using Engify.Features.Bookings;
using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.RemoveCourseTa;

internal sealed class RemoveCourseTaHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<RemoveCourseTaRequest, RemovedCourseTaResponse>
{
    public async Task<RemovedCourseTaResponse> Handle(
        RemoveCourseTaRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));
        TaRules.Exists.Check(await db.Tas.AnyAsync(ta => ta.Id == request.TaId, cancellationToken));

        await db.CourseTas
            .Where(teaching => teaching.CourseId == request.CourseId && teaching.TaId == request.TaId)
            .ExecuteDeleteAsync(cancellationToken);
        return new RemovedCourseTaResponse(await db.ListConflictsAsync(
            booking => booking.CourseId == request.CourseId && booking.TaId == request.TaId,
            ConflictReason.TaDoesNotTeachCourse, clock.Now(), cancellationToken));
    }
}
