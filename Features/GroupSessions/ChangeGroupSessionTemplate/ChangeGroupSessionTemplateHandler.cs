using Engify.Features.Bookings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.ChangeGroupSessionTemplate;

internal sealed class ChangeGroupSessionTemplateHandler(
    EngifyDbContext db, GroupSessionTemplateTermsGiver giver, WeeklySessions weekly, TimeProvider clock)
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
        var outdated = await ListOutdatedAsync(template, cancellationToken);
        var takenOff = outdated.Where(session => session.StudentCount == 0).ToList();
        var ids = takenOff.Select(session => session.Id).ToHashSet();
        await db.Bookings.Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync(cancellationToken);

        var scheduled = await weekly.ScheduleAsync(template, takenOff, cancellationToken);
        var changed = scheduled.Created.Count(ids.Contains);
        var conflicts = outdated
            .Where(session => session.StudentCount > 0)
            .Select(session => new ConflictResponse(
                session.Id, session.StartsAt,
                session.StudentCount > template.Capacity
                    ? ConflictReason.CapacityExceeded
                    : ConflictReason.HasStudents))
            .Concat(scheduled.LeftOut.Select(period => new ConflictResponse(null, period.Start, ConflictReason.TaBusy)))
            .OrderBy(conflict => conflict.Date);
        return new WeeklyScheduleResponse(
            template.Id, GroupSessionTemplateDetailsResponse.From(template, ta), scheduled.Created.Count - changed,
            changed, takenOff.Count - changed, [.. conflicts]);
    }

    /// <summary>
    /// The sessions to come that are not as the template has them now. They are locked, so that nobody leaves one or
    /// calls one off meanwhile.
    /// </summary>
    private async Task<List<Booking>> ListOutdatedAsync(
        GroupSessionTemplate template, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var sessions = await db.Bookings.FromStatement(
            $"""
            SELECT {Columns.Of<Booking>()} FROM bookings
            WHERE group_session_template_id = {template.Id} AND status <> 'CANCELLED' AND starts_at > {now}
            ORDER BY id FOR UPDATE
            """).ToListAsync(cancellationToken);
        if (sessions.Count == 0 || !await weekly.IsOfferedAsync(template, cancellationToken))
            return sessions;

        var occurrences = template.Occurrences(now, sessions.Max(session => session.StartsAt)).ToHashSet();
        return [.. sessions.Where(session =>
            !occurrences.Contains(new Period(session.StartsAt, session.EndsAt))
            || (session.TaId, session.Capacity, session.PricePerStudent)
                != (template.TaId, template.Capacity, template.PricePerStudent))];
    }
}
