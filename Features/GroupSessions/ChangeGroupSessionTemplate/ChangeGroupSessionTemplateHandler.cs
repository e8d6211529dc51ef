using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.ChangeGroupSessionTemplate;

internal sealed class ChangeGroupSessionTemplateHandler(
    EngifyDbContext db, GroupSessionTemplateTermsGiver giver, WeeklySessions weekly)
    : IRequestHandler<ChangeGroupSessionTemplateRequest, WeeklyScheduleResponse>
{
    public async Task<WeeklyScheduleResponse> Handle(
        ChangeGroupSessionTemplateRequest request, CancellationToken cancellationToken)
    {
        var template = await db.GroupSessionTemplates.FindForChangeAsync(request.TemplateId, cancellationToken);
        GroupSessionRules.TemplateExists.Check(template is not null);
        var seenTa = await db.Tas.SingleAsync(ta => ta.Id == template.TaId, cancellationToken);
        request.IfMatch.Check(GroupSessionTemplateDetailsResponse.From(template, seenTa));

        var ta = await giver.GiveAsync(template, request.Terms, cancellationToken);
        var adapted = await weekly.AdaptAsync(template, cancellationToken);
        return new WeeklyScheduleResponse(
            template.Id, GroupSessionTemplateDetailsResponse.From(template, ta), adapted.Scheduled, adapted.Changed,
            adapted.Removed, adapted.Conflicts);
    }
}
