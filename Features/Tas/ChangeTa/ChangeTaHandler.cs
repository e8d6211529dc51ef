using Engify.Features.Bookings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Tas.ChangeTa;

internal sealed class ChangeTaHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ChangeTaRequest, ChangedTaResponse>
{
    public async Task<ChangedTaResponse> Handle(ChangeTaRequest request, CancellationToken cancellationToken)
    {
        var ta = await db.Tas.FindForChangeAsync(request.TaId, cancellationToken);
        TaRules.Exists.Check(ta is not null);
        var account = await db.Accounts.AsTracking()
            .SingleOrDefaultAsync(account => account.TaId == ta.Id, cancellationToken);
        request.IfMatch.Check(TaDetailsResponse.From(ta, hasAccount: account is not null));

        ta.Change(request.Name.Tidied(), request.Email, request.Gpa, request.TimeZone.TidiedOrNull(), request.IsActive);
        ta.Introduce(
            request.Degree.TidiedOrNull(), request.Bio.TidiedOrNull(), request.Location.TidiedOrNull(),
            request.MeetingUrl.TidiedOrNull(), request.BreakMinutes);
        ta.Limit(request.MaxMinutesPerDay, request.MaxMinutesPerWeek);
        account?.Rename(ta.Name, ta.Email);

        var conflicts = ta.IsActive
            ? []
            : await db.ListConflictsAsync(
                booking => booking.TaId == ta.Id, ConflictReason.TaInactive, clock.Now(), cancellationToken);
        return new ChangedTaResponse(TaDetailsResponse.From(ta, hasAccount: account is not null), conflicts);
    }
}
