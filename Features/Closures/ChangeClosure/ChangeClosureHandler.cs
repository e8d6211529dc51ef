using MediatR;

namespace Engify.Features.Closures.ChangeClosure;

internal sealed class ChangeClosureHandler(EngifyDbContext db, ClosedDays days)
    : IRequestHandler<ChangeClosureRequest, ClosedDaysResponse>
{
    public async Task<ClosedDaysResponse> Handle(ChangeClosureRequest request, CancellationToken cancellationToken)
    {
        await days.HoldForChangeAsync(cancellationToken);
        var closure = await db.Closures.FindForChangeAsync(request.ClosureId, cancellationToken);
        ClosureRules.Exists.Check(closure is not null);
        request.IfMatch.Check(ClosureResponse.From(closure));

        closure.Change(request.Name.Tidied(), request.StartsOn, request.EndsOn);
        return await days.ClearAsync(closure, cancellationToken);
    }
}
