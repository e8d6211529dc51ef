using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.GetTaHours;

internal sealed class GetTaHoursHandler(EngifyDbContext db, TaClocks clocks)
    : IRequestHandler<GetTaHoursRequest, TaHoursResponse>
{
    public async Task<TaHoursResponse> Handle(GetTaHoursRequest request, CancellationToken cancellationToken)
    {
        var ta = await clocks.FindAsync(request.TaId, cancellationToken);
        var hours = await db.TaHours.Where(hours => hours.TaId == ta.Id).ToListAsync(cancellationToken);
        return TaHoursResponse.From(clocks.ZoneOf(ta), hours);
    }
}
