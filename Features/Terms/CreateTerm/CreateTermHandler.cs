using MediatR;

namespace Engify.Features.Terms.CreateTerm;

internal sealed class CreateTermHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<CreateTermRequest, TermResponse>
{
    public Task<TermResponse> Handle(CreateTermRequest request, CancellationToken cancellationToken)
    {
        var term = new Term(
            Guid.CreateVersion7(clock.Now()), request.Code.Tidied(), request.Name.Tidied(), request.StartsOn,
            request.EndsOn, request.BookingOpensAt?.ToMicroseconds());
        db.Add(term);
        return Task.FromResult(TermResponse.From(term));
    }
}
