using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Closures.GetClosure;

internal sealed class GetClosureHandler(EngifyDbContext db) : IRequestHandler<GetClosureRequest, ClosureResponse>
{
    public async Task<ClosureResponse> Handle(GetClosureRequest request, CancellationToken cancellationToken)
    {
        var closure = await db.Closures.SingleOrDefaultAsync(
            closure => closure.Id == request.ClosureId, cancellationToken);
        ClosureRules.Exists.Check(closure is not null);
        return ClosureResponse.From(closure);
    }
}
