using Engify.Features.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Tas.GetTa;

internal sealed class GetTaHandler(EngifyDbContext db, Caller caller) : IRequestHandler<GetTaRequest, TaDetailsResponse>
{
    public async Task<TaDetailsResponse> Handle(GetTaRequest request, CancellationToken cancellationToken)
    {
        var mayKnow = caller.IsAdmin || caller.IsTa(request.TaId);
        var ta = await db.Tas.SingleOrDefaultAsync(
            ta => ta.Id == request.TaId && (ta.IsActive || mayKnow), cancellationToken);
        TaRules.Exists.Check(ta is not null);
        var details = await db.DetailsOfAsync(ta, cancellationToken);
        return mayKnow ? details : details.ForOthers();
    }
}
