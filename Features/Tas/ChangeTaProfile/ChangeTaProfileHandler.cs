using Engify.Features.Accounts;
using MediatR;

namespace Engify.Features.Tas.ChangeTaProfile;

internal sealed class ChangeTaProfileHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<ChangeTaProfileRequest, TaDetailsResponse>
{
    public async Task<TaDetailsResponse> Handle(ChangeTaProfileRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeTa(request.TaId);
        var ta = await db.Tas.FindForChangeAsync(request.TaId, cancellationToken);
        TaRules.Exists.Check(ta is not null);
        var seen = await db.DetailsOfAsync(ta, cancellationToken);
        request.IfMatch.Check(seen);

        ta.Introduce(
            request.Degree.TidiedOrNull(), request.Bio.TidiedOrNull(), request.Location.TidiedOrNull(),
            request.MeetingUrl.TidiedOrNull(), request.BreakMinutes);
        return TaDetailsResponse.From(ta, seen.HasAccount == true);
    }
}
