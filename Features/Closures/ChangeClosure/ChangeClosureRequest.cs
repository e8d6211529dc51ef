namespace Engify.Features.Closures.ChangeClosure;

public sealed record ChangeClosureRequest(
    Guid ClosureId, IfMatch IfMatch, string Name, DateOnly StartsOn, DateOnly EndsOn)
    : ICommand<ClosedDaysResponse>, IClosureDetails
{
    public AuditedObject? Audited(ClosedDaysResponse response) => AuditedObject.Of<Closure>(ClosureId);
}
