using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

internal sealed class ScheduleGroupSessionsHandler(
    EngifyDbContext db, TimeProvider clock, IOptions<GroupSessionOptions> options)
    : IRequestHandler<ScheduleGroupSessionsRequest, ScheduleGroupSessionsResponse>
{
    public async Task<ScheduleGroupSessionsResponse> Handle(
        ScheduleGroupSessionsRequest request, CancellationToken cancellationToken)
    {
        var template = await db.GroupSessionTemplates
            .Where(template => template.Id == request.TemplateId && template.IsActive && template.Ta.IsActive
                && db.Courses.Any(course => course.Id == template.CourseId && course.IsActive))
            .SingleOrDefaultAsync(cancellationToken);
        if (template is null)
            return ScheduleGroupSessionsResponse.Nothing;

        // Against another instance at the same work, and against students who book this TA meanwhile.
        await db.LockTaAsync(template.TaId, cancellationToken);

        var now = clock.Now();
        var until = now.AddDays(7 * options.Value.WeeksAhead);
        var scheduled = await db.Bookings
            .Where(booking => booking.GroupSessionTemplateId == template.Id && booking.StartsAt > now)
            .Select(booking => booking.StartsAt)
            .ToListAsync(cancellationToken);
        var missing = template.Occurrences(now, until).ExceptBy(scheduled, occurrence => occurrence.Start).ToList();
        if (missing.Count == 0)
            return ScheduleGroupSessionsResponse.Nothing;

        var taken = await db.Bookings
            .Where(booking => booking.TaId == template.TaId)
            .Overlapping(new Period(missing[0].Start, missing[^1].End))
            .Select(booking => new Period(booking.StartsAt, booking.EndsAt))
            .ToListAsync(cancellationToken);
        var leftOut = missing.Where(occurrence => taken.Any(occurrence.Overlaps)).ToList();

        db.AddRange(missing.Except(leftOut).Select(occurrence => Booking.Schedule(template, occurrence, now)));
        return new ScheduleGroupSessionsResponse(missing.Count - leftOut.Count, leftOut);
    }
}
