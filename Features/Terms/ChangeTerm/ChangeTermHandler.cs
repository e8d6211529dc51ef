using MediatR;

namespace Engify.Features.Terms.ChangeTerm;

internal sealed class ChangeTermHandler(EngifyDbContext db) : IRequestHandler<ChangeTermRequest, TermResponse>
{
    public async Task<TermResponse> Handle(ChangeTermRequest request, CancellationToken cancellationToken)
    {
        var term = await db.Terms.FindForChangeAsync(request.TermId, cancellationToken);
        TermRules.Exists.Check(term is not null);
        request.IfMatch.Check(TermResponse.From(term));

        term.Change(
            request.Code.Tidied(), request.Name.Tidied(), request.StartsOn, request.EndsOn,
            request.BookingOpensAt?.ToMicroseconds());
        return TermResponse.From(term);
    }
}
