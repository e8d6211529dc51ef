using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.ListAbsences;

internal sealed class ListAbsencesHandler(
    EngifyDbContext db, TaClocks clocks, Caller caller, TextProtection protection)
    : IRequestHandler<ListAbsencesRequest, Page<AbsenceResponse>>
{
    public async Task<Page<AbsenceResponse>> Handle(ListAbsencesRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeTa(request.TaId);
        var ta = await clocks.FindAsync(request.TaId, cancellationToken);
        var absences = db.TaAbsences.Where(absence => absence.TaId == ta.Id);
        if (request.From is { } from)
            absences = absences.Where(absence => absence.EndsAt > from);
        if (request.To is { } to)
            absences = absences.Where(absence => absence.StartsAt < to);
        if (request.Cursor is { } last)
        {
            absences = absences.Where(absence => EF.Functions.GreaterThan(
                ValueTuple.Create(absence.StartsAt, absence.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await absences
            .OrderBy(absence => absence.StartsAt).ThenBy(absence => absence.Id)
            .Take(request.Limit + 1)
            .Select(absence => AbsenceResponse.From(absence, protection.Reveal(absence.Reason)))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, absence => new Cursor<DateTimeOffset>(absence.StartsAt, absence.Id));
    }
}
