using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Closures.ListClosures;

internal sealed class ListClosuresHandler(EngifyDbContext db)
    : IRequestHandler<ListClosuresRequest, Page<ClosureResponse>>
{
    public async Task<Page<ClosureResponse>> Handle(ListClosuresRequest request, CancellationToken cancellationToken)
    {
        IQueryable<Closure> closures = db.Closures;
        if (request.From is { } from)
            closures = closures.Where(closure => closure.EndsOn >= from);
        if (request.To is { } to)
            closures = closures.Where(closure => closure.StartsOn <= to);
        if (request.Cursor is { } last)
        {
            closures = closures.Where(closure => EF.Functions.GreaterThan(
                ValueTuple.Create(closure.StartsOn, closure.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await closures
            .OrderBy(closure => closure.StartsOn).ThenBy(closure => closure.Id)
            .Take(request.Limit + 1)
            .Select(closure => ClosureResponse.From(closure))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, closure => new Cursor<DateOnly>(closure.StartsOn, closure.Id));
    }
}
