using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Tas.ListTas;

internal sealed class ListTasHandler(EngifyDbContext db) : IRequestHandler<ListTasRequest, Page<TaDetailsResponse>>
{
    public async Task<Page<TaDetailsResponse>> Handle(ListTasRequest request, CancellationToken cancellationToken)
    {
        var tas = request.Q.TidiedOrNull() is { } text
            ? db.Tas.FromStatement(
                $"""
                SELECT {Columns.Of<Ta>()} FROM tas
                WHERE position(email_key({text}) IN email_key(name || E'\n' || email)) > 0
                """)
            : db.Tas;
        if (request.Cursor is { } last)
        {
            tas = tas.Where(ta => EF.Functions.GreaterThan(
                ValueTuple.Create(ta.Name, ta.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await tas
            .Where(ta => ta.IsActive || request.IncludeInactive)
            .OrderBy(ta => ta.Name).ThenBy(ta => ta.Id)
            .Take(request.Limit + 1)
            .Select(ta => TaDetailsResponse.From(ta, db.Accounts.Any(account => account.TaId == ta.Id)))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, ta => new Cursor<string>(ta.Name, ta.Id));
    }
}
