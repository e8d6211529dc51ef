using MediatR;

namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

internal sealed class ScheduleGroupSessionsHandler(EngifyDbContext db, WeeklySessions sessions)
    : IRequestHandler<ScheduleGroupSessionsRequest, ScheduleGroupSessionsResponse>
{
    public async Task<ScheduleGroupSessionsResponse> Handle(
        ScheduleGroupSessionsRequest request, CancellationToken cancellationToken)
    {
        var template = await db.GroupSessionTemplates.FindForChangeAsync(request.TemplateId, cancellationToken);
        if (template is null)
            return new ScheduleGroupSessionsResponse(0, []);

        var scheduled = await sessions.ScheduleAsync(template, takenOff: [], cancellationToken);
        return new ScheduleGroupSessionsResponse(scheduled.Created.Count, scheduled.LeftOut);
    }
}
