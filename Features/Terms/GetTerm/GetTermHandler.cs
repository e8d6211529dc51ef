using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Terms.GetTerm;

internal sealed class GetTermHandler(EngifyDbContext db) : IRequestHandler<GetTermRequest, TermResponse>
{
    public async Task<TermResponse> Handle(GetTermRequest request, CancellationToken cancellationToken)
    {
        var term = await db.Terms.SingleOrDefaultAsync(term => term.Id == request.TermId, cancellationToken);
        TermRules.Exists.Check(term is not null);
        return TermResponse.From(term);
    }
}
