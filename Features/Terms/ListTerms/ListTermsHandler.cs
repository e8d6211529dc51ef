using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Terms.ListTerms;

internal sealed class ListTermsHandler(EngifyDbContext db) : IRequestHandler<ListTermsRequest, Page<TermResponse>>
{
    public async Task<Page<TermResponse>> Handle(ListTermsRequest request, CancellationToken cancellationToken)
    {
        var terms = request.Q.TidiedOrNull() is { } text
            ? db.Terms.FromStatement(
                $"""
                SELECT {Columns.Of<Term>()} FROM terms
                WHERE position(email_key({text}) IN email_key(code || E'\n' || name)) > 0
                """)
            : db.Terms;
        if (request.Cursor is { } last)
        {
            terms = terms.Where(term => EF.Functions.GreaterThan(
                ValueTuple.Create(term.StartsOn, term.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await terms
            .OrderBy(term => term.StartsOn).ThenBy(term => term.Id)
            .Take(request.Limit + 1)
            .Select(term => TermResponse.From(term))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, term => new Cursor<DateOnly>(term.StartsOn, term.Id));
    }
}
