using MediatR;

namespace Engify.Features.Closures.CreateClosure;

internal sealed class CreateClosureHandler(EngifyDbContext db, ClosedDays days, TimeProvider clock)
    : IRequestHandler<CreateClosureRequest, ClosedDaysResponse>
{
    public async Task<ClosedDaysResponse> Handle(CreateClosureRequest request, CancellationToken cancellationToken)
    {
        await days.HoldForChangeAsync(cancellationToken);
        var closure = new Closure(
            Guid.CreateVersion7(clock.Now()), request.Name.Tidied(), request.StartsOn, request.EndsOn);
        db.Add(closure);
        return await days.ClearAsync(closure, cancellationToken);
    }
}
