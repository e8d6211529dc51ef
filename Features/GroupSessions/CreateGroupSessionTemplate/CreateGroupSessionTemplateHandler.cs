using Engify.Features.Bookings;
using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.CreateGroupSessionTemplate;

internal sealed class CreateGroupSessionTemplateHandler(
    EngifyDbContext db, GroupSessionTemplateTermsGiver giver, WeeklySessions sessions, TimeProvider clock)
    : IRequestHandler<CreateGroupSessionTemplateRequest, WeeklyScheduleResponse>
{
    public async Task<WeeklyScheduleResponse> Handle(
        CreateGroupSessionTemplateRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));

        var terms = request.Terms;
        var template = new GroupSessionTemplate(
            Guid.CreateVersion7(clock.Now()), request.CourseId, terms.TaId, (DayOfWeek)terms.DayOfWeek,
            terms.StartTime, terms.EndTime, terms.TimeZone, terms.Capacity, terms.PricePerStudent);
        var ta = await giver.GiveAsync(template, terms, cancellationToken);
        db.Add(template);
        var scheduled = await sessions.ScheduleAsync(template, takenOff: [], cancellationToken);
        return new WeeklyScheduleResponse(
            template.Id, GroupSessionTemplateDetailsResponse.From(template, ta), scheduled.Created.Count,
            Changed: 0, Removed: 0,
            [.. scheduled.LeftOut.Select(period => new ConflictResponse(null, period.Start, ConflictReason.TaBusy))]);
    }
}
