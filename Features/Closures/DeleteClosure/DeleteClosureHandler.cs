using MediatR;

namespace Engify.Features.Closures.DeleteClosure;

internal sealed class DeleteClosureHandler(EngifyDbContext db, ClosedDays days)
    : IRequestHandler<DeleteClosureRequest, ClosureResponse>
{
    public async Task<ClosureResponse> Handle(DeleteClosureRequest request, CancellationToken cancellationToken)
    {
        await days.HoldForChangeAsync(cancellationToken);
        var closure = await db.Closures.FindForChangeAsync(request.ClosureId, cancellationToken);
        ClosureRules.Exists.Check(closure is not null);
        db.Remove(closure);
        return ClosureResponse.From(closure);
    }
}
